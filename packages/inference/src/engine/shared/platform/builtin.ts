/**
 * A Node.js module, or `undefined` in a browser. Asked for at run time, so that
 * bundlers for browsers find no import of `node:` to stumble over.
 */
export function builtin<const Name extends keyof Builtins>(
  name: Name,
): Builtins[Name] | undefined {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> }
  return process?.getBuiltinModule?.(name) as Builtins[Name] | undefined
}

type Builtins = {
  readonly 'node:fs/promises': typeof import('node:fs/promises')
  readonly 'node:module': typeof import('node:module')
  readonly 'node:url': typeof import('node:url')
  readonly 'node:worker_threads': typeof import('node:worker_threads')
}
