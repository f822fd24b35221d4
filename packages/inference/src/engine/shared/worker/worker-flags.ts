/** Options of Node.js that load something before the program. */
const preloads = ['--import', '--require', '-r', '--loader', '--conditions']

/**
 * Options of Node.js for an engine's worker; `undefined` where it may inherit
 * its program's. It may not from `node --input-type=module --eval`, because the
 * option refuses files. Then it takes over what is preloaded, or a guard against
 * the network, a profiler or a tracer would miss where the work is done; options
 * of V8 hold for the whole process anyway, and Node refuses to hand them on.
 *
 * @param execArgv - `process.execArgv`.
 */
export function workerFlags(execArgv: readonly string[]): string[] | undefined {
  if (!execArgv.some((flag) => flag.startsWith('--input-type')))
    return undefined
  return execArgv.filter(
    (flag, index) =>
      preloads.includes(execArgv[index - 1] ?? '') ||
      preloads.some((name) => flag === name || flag.startsWith(`${name}=`)),
  )
}
