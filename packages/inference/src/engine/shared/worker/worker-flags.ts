/** What is loaded before a program, each with its value. */
const PRELOADS = new Set([
  ...['--import', '--require', '-r', '--loader', '--experimental-loader'],
  ...['--conditions', '-C'],
])

/**
 * Options of Node.js that an engine's worker is started with; `undefined` lets
 * it inherit its program's. What is preloaded must reach the worker, or a guard
 * against the network, a profiler or a tracer would miss where the work is done.
 *
 * Only `--input-type`, which `node --eval` needs, must not be inherited, because
 * it refuses files. Beside it, preloads are named one by one: Node.js accepts no
 * list with flags of V8, which hold for every thread anyway.
 *
 * @param execArgv - `process.execArgv`.
 */
export function workerFlags(execArgv: readonly string[]): string[] | undefined {
  if (!execArgv.some((flag) => flag.startsWith('--input-type'))) {
    return undefined
  }
  return execArgv.flatMap((flag, index) => {
    const [name = '', ...value] = flag.split('=')
    if (!PRELOADS.has(name)) return []
    const following = execArgv[index + 1]
    return value.length > 0 || following === undefined
      ? [flag]
      : [flag, following]
  })
}
