/**
 * Options of Node.js that an engine's worker takes over from its program: all
 * but `--input-type`, which `node --eval` needs and which refuses files. What is
 * preloaded must reach the worker, or a guard against the network, a profiler or
 * a tracer would miss where the work is done.
 *
 * @param execArgv - `process.execArgv`.
 */
export function workerFlags(execArgv: readonly string[]): string[] {
  return execArgv.filter((flag, index) => {
    if (flag.startsWith('--input-type')) return false
    // Its value, where that is a word of its own.
    return execArgv[index - 1] !== '--input-type'
  })
}
