import { createRequire } from 'node:module'
import {
  AnvilMissingError,
  PlatformUnsupportedError,
} from '../errors/chain-process.js'

const packages: Readonly<Record<string, string>> = {
  'linux x64': 'anvil-linux-amd64',
  'linux arm64': 'anvil-linux-arm64',
  'darwin x64': 'anvil-darwin-amd64',
  'darwin arm64': 'anvil-darwin-arm64',
  'win32 x64': 'anvil-win32-amd64',
}

/**
 * Path of anvil's native binary, out of the npm package for this platform.
 *
 * The `anvil` command of npm is a wrapper that costs 0.1 to 0.3 s a start.
 *
 * Errors: `PlatformUnsupportedError`, `AnvilMissingError`.
 */
export function anvilProgram(
  platform: string = process.platform,
  architecture: string = process.arch,
): string {
  const name = packages[`${platform} ${architecture}`]
  if (name === undefined) {
    throw new PlatformUnsupportedError({ platform, architecture })
  }
  const file = platform === 'win32' ? 'anvil.exe' : 'anvil'
  const here = createRequire(import.meta.url)
  try {
    // npm may nest the platform's package under the one that asks for it.
    const anvil = createRequire(here.resolve('@foundry-rs/anvil/package.json'))
    return anvil.resolve(`@foundry-rs/${name}/bin/${file}`)
  } catch (cause) {
    throw new AnvilMissingError({ package: `@foundry-rs/${name}`, cause })
  }
}
