import { fork } from 'node:child_process'
import { once } from 'node:events'
import { InferenceFailedError } from '../../errors/inference.js'
import type { ReplyListeners } from '../shared/worker/request-client.js'
import type { SpawnedWorker } from '../shared/worker/spawn-worker.js'

/** Starts a script as a process of Node that talks to this one, and ends with it. */
export function spawnProcess(
  script: URL,
  execArgv: readonly string[],
  { onMessage, onEnd }: ReplyListeners,
): SpawnedWorker {
  const child = fork(script, {
    execArgv: [...execArgv],
    // Keeps bytes bytes.
    serialization: 'advanced',
    // What it writes is not this program's output.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const fail = (reason: string, cause?: unknown) =>
    onEnd(new InferenceFailedError({ reason, cause }))
  child.on('message', onMessage)
  child.on('error', (error) => fail(error.message, error))
  child.on('exit', (code, signal) =>
    fail(`the engine's process ended with ${signal ?? `code ${code}`}`),
  )
  // Bun's channel has neither function: there it holds the program no longer
  // than the process does.
  const channel: Partial<NonNullable<typeof child.channel>> | null | undefined =
    child.channel
  const release = () => {
    child.unref()
    channel?.unref?.()
  }
  const hold = () => {
    child.ref()
    channel?.ref?.()
  }
  release()
  return {
    post: (message) => {
      // A broken channel ends the process, which tells by itself.
      child.send(message as object, () => {})
    },
    hold,
    release,
    terminate: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      hold()
      const ended = once(child, 'exit')
      // It has nothing to save, and may be deep in arithmetic.
      child.kill('SIGKILL')
      await ended
    },
  }
}
