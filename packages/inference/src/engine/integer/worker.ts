import { loadTextLibraries } from '../shared/text/load-text-libraries.js'
import { serveWorker } from '../shared/worker/serve-worker.js'
import { type IntegerSource, loadModel } from './load-model.js'

serveWorker(async (source) => {
  const { threadScript, ...model } = source as IntegerSource
  const url = new URL(threadScript ?? './integer-thread.js', import.meta.url)
  const script = {
    url,
    startWebWorker: () =>
      threadScript === undefined
        ? // Written out, because bundlers find workers by this very expression.
          new Worker(new URL('./integer-thread.js', import.meta.url), {
            type: 'module',
          })
        : new Worker(url, { type: 'module' }),
  }
  return await loadModel(await loadTextLibraries(), model, script)
})
