import { onAbort } from '@aichain/base'
import type { BlockReference } from '../../../core/task/task.js'
import { ChainUnreachableError } from '../../../errors/chain.js'
import type { ChainReader, ChainUpdate } from '../../../ports/chain.js'
import type { Connection } from './connection.js'
import { headOf, type Ledger, referenceTo } from './ledger.js'

/** As the port's default. */
const defaultPatience = 30_000

/** Tells every block from a number on, reorganizations included. */
export async function* watch(
  ledger: Ledger,
  connection: Connection,
  options: Parameters<ChainReader['watch']>[0],
): AsyncGenerator<ChainUpdate> {
  const { fromBlock, signal, unreachableAfter = defaultPatience } = options
  /** Blocks told so far that still stand, as far as is known. */
  const told: BlockReference[] = []
  for (;;) {
    signal?.throwIfAborted()
    if (connection.isCut()) {
      await waitForLine(connection, unreachableAfter, signal)
    } else if (forget(ledger, told)) {
      const ancestor = told.at(-1)?.number ?? fromBlock - 1n
      yield { type: 'reorganized', ancestor }
    } else {
      const update = takeNew(ledger, told, fromBlock)
      if (update) yield update
      else await connection.changed(signal)
    }
  }
}

/** Drops what is no longer part of the chain; whether anything was. */
function forget(ledger: Ledger, told: BlockReference[]): boolean {
  const before = told.length
  while (told.length > 0) {
    const { number, hash } = told.at(-1) as BlockReference
    if (ledger.blocks[Number(number)]?.hash === hash) break
    told.pop()
  }
  return told.length < before
}

function takeNew(
  ledger: Ledger,
  told: BlockReference[],
  fromBlock: bigint,
): ChainUpdate | undefined {
  const next = (told.at(-1)?.number ?? fromBlock - 1n) + 1n
  const blocks = ledger.blocks.slice(Number(next))
  if (blocks.length === 0) return undefined
  told.push(...blocks.map(referenceTo))
  const head = referenceTo(headOf(ledger))
  return { type: 'blocks', head, events: blocks.flatMap((each) => each.events) }
}

/** Waits until the line works again, but only so long. */
async function waitForLine(
  connection: Connection,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const over = new AbortController()
  const forget = onAbort(signal, () => over.abort(signal?.reason))
  const timer = connection.clock.sleep(patience, over.signal).then(
    () => over.abort(new ChainUnreachableError()),
    // Ended by one of the others, which says why.
    () => {},
  )
  try {
    while (connection.isCut()) await connection.changed(over.signal)
  } finally {
    forget()
    over.abort()
    await timer
  }
}
