import { digestOf } from '@aichain/base'
import type { IntegerRuntimePin } from '../../document/manifest.js'
import { textPin } from '../shared/text/text-pin.js'
import { KERNEL_BASE64 } from './kernel-binary.js'

/** The arithmetic of `docs/integer-engine.md`; another one gets another number. */
const ARITHMETIC = 'w8a12/1'

/** The kernel's bytes. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(KERNEL_BASE64), (character) =>
    character.charCodeAt(0),
  )
}

/** What manifests of the integer engine pin. */
export async function kernelPin(): Promise<IntegerRuntimePin> {
  return {
    package: '@aichain/inference',
    version: ARITHMETIC,
    wasm: digestOf(kernelBytes()),
    executionProvider: 'integer',
    text: await textPin(),
  }
}
