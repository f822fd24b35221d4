import { onTestFinished } from 'vitest'
import { type Handler, type Listener, listen } from '../../src/http/listen.js'

/** A server for one test, which stops with it. */
export async function serve(handler: Handler): Promise<Listener> {
  const listener = await listen(handler, {
    host: '127.0.0.1',
    port: 0,
    what: 'a test',
  })
  onTestFinished(listener.stop)
  return listener
}
