import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'

/** What the devnet tells; if it only goes away, there is something to tidy up. */
export type SupervisorOrder = { readonly type: 'stop' }

/**
 * A process of its own between the devnet and anvil: it starts anvil, says when
 * anvil listens, and ends anvil when the devnet goes away, however it goes. A
 * killed process cannot clean up after itself, but the operating system closes
 * its channel to us. Then the devnet's temporary folder goes, too.
 */
export type SupervisorMessage =
  | { readonly type: 'started'; readonly pid: number }
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'ended'; readonly output: string }

/** anvil writes its state when asked to end; this long it may take. */
const patience = 10_000
const keptOutput = 2_000

const [temporaryFolder, program = '', ...parameters] = process.argv.slice(2)
const anvil = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] })
let output = ''
let listening = false
let isAlone = false

function tell(message: SupervisorMessage): Promise<void> {
  return new Promise((resolve) => {
    // A devnet that is gone is told nothing.
    if (process.connected)
      process.send?.(message, undefined, {}, () => resolve())
    else resolve()
  })
}

function read(chunk: Buffer): void {
  output = (output + chunk.toString()).slice(-keptOutput)
}

/** Up to the port this is the banner; after it, a line for each call. */
function readStandardOutput(chunk: Buffer): void {
  if (listening) return
  read(chunk)
  const port = /Listening on \S+:(\d+)/.exec(output)?.[1]
  if (port === undefined) return
  listening = true
  output = ''
  void tell({ type: 'listening', port: Number(port) })
}

function end(): void {
  anvil.kill('SIGTERM')
  setTimeout(() => anvil.kill('SIGKILL'), patience).unref()
}

async function ended(reason: string): Promise<void> {
  await tell({ type: 'ended', output: `${output}${reason}` })
  if (isAlone && temporaryFolder) {
    await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 3 })
  }
  process.exit()
}

if (anvil.pid !== undefined) void tell({ type: 'started', pid: anvil.pid })
anvil.stdout.on('data', readStandardOutput)
anvil.stderr.on('data', read)
anvil.on('error', (error) => void ended(error.message))
anvil.on('close', (_code, signal) => {
  void ended(signal === null ? '' : `it was ended by ${signal}`)
})
process.on('message', (_order: SupervisorOrder) => end())
process.on('disconnect', () => {
  isAlone = true
  end()
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, end)
}
