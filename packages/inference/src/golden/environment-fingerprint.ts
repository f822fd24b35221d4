import type { Environment } from '../diagnosis/environment.js'

/**
 * This machine, as far as it can be told from inside: JavaScript engine,
 * platform and processor in Node.js, the user agent in a browser. It stays on
 * the machine; nothing sends it.
 *
 * @example
 * ```ts
 * import { environmentFingerprint } from '@aichain/inference'
 *
 * environmentFingerprint().engine // 'Node.js v20.20.2, V8 11.3.244.8-node.33'
 * ```
 */
export function environmentFingerprint(): Environment {
  const { process, navigator } = globalThis as Host
  if (process?.versions?.node === undefined) {
    return { engine: navigator?.userAgent ?? '', platform: '', processor: '' }
  }
  const { versions, platform, arch } = process
  const os = process.getBuiltinModule?.('node:os')
  return {
    engine: `Node.js v${versions.node}, V8 ${versions.v8}`,
    platform: `${platform} ${arch}`,
    // Asked for at run time, so that bundlers for browsers find no import.
    processor: os?.cpus()[0]?.model.trim() ?? '',
  }
}

type Host = {
  readonly process?: Partial<NodeJS.Process>
  readonly navigator?: { readonly userAgent: string }
}
