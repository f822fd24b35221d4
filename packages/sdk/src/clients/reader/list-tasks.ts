import { InvalidArgumentError, mapLimited } from '@aichain/base'
import type { ChainReader } from '../../ports/chain.js'
import { checkBlock, refuseFuture, refuseOtherKeys } from './check-argument.js'
import type { TaskFacts } from './facts.js'
import { taskFacts } from './task-facts.js'

/** Which tasks to list. Blocks are inclusive. */
export type TaskRange = {
  /** Default: the deployment's first block. */
  readonly fromBlock?: bigint | undefined
  /** Default: the newest block. */
  readonly toBlock?: bigint | undefined
  /** Blocks that one request asks for; servers limit it. Default 2000. */
  readonly blocksPerPage?: bigint | undefined
}

/** Records read at once. */
const concurrency = 8

/** Lists tasks, newest first; reads no further back than its reader asks for. */
export async function* listTasks(
  chain: ChainReader,
  range: TaskRange,
  signal: AbortSignal,
): AsyncGenerator<TaskFacts> {
  checkRange(range)
  const { blocksPerPage = 2000n } = range
  const { number: head } = await chain.getHead({ signal })
  const fromBlock = firstBlock(chain, range.fromBlock, head)
  const { toBlock: last = head } = range
  let toBlock = last < head ? last : head
  for (; toBlock >= fromBlock; toBlock -= blocksPerPage) {
    const first = toBlock - blocksPerPage + 1n
    const page = { fromBlock: first > fromBlock ? first : fromBlock, toBlock }
    yield* await readPage(chain, page, signal)
  }
}

/** Where reading begins: where the caller says, or with the deployment; throws if that is in the future. */
export function firstBlock(
  {
    deployment,
  }: { readonly deployment: Pick<ChainReader['deployment'], 'fromBlock'> },
  fromBlock: bigint | undefined,
  head: bigint,
): bigint {
  checkBlock('fromBlock', fromBlock)
  if (fromBlock !== undefined) refuseFuture('fromBlock', fromBlock, head)
  // Read from JSON without `parseDeployment`, it may be text.
  checkBlock('deployment.fromBlock', deployment.fromBlock)
  return fromBlock ?? deployment.fromBlock
}

/** Throws unless these can be the blocks to list. */
export function checkRange(range: TaskRange): void {
  refuseOtherKeys('range', range, ['fromBlock', 'toBlock', 'blocksPerPage'])
  const { toBlock, blocksPerPage } = range
  checkBlock('toBlock', toBlock)
  checkBlock('blocksPerPage', blocksPerPage)
  if (blocksPerPage !== 0n) return
  const argument = 'blocksPerPage'
  const expected = 'at least 1'
  throw new InvalidArgumentError({ argument, expected, actual: blocksPerPage })
}

async function readPage(
  chain: ChainReader,
  page: { readonly fromBlock: bigint; readonly toBlock: bigint },
  signal: AbortSignal,
): Promise<TaskFacts[]> {
  const events = await chain.getEvents(page, { signal })
  const added = events.filter((event) => event.type === 'task-added').reverse()
  const facts = await mapLimited(added, concurrency, async (event) => {
    const record = await chain.getTask(event.task, { signal })
    if (!record) return undefined
    const [verdict, appeal] = await Promise.all([
      chain.getVerdict(event.task, { signal }),
      chain.getAppeal(event.task, { signal }),
    ])
    return verdict && taskFacts(record, event, { verdict, appeal })
  })
  // A task that a reorganization took back in the meantime has no record.
  return facts.filter((each) => each !== undefined)
}
