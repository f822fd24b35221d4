import { AichainError } from '@aichain/sdk'

/**
 * The chain's program is not installed.
 *
 * anvil comes as a package for each platform, which npm leaves out without a
 * word when it cannot be fetched or when optional packages are switched off.
 * Install again with a network and without `--omit=optional`.
 */
export class AnvilMissingError extends AichainError {
  readonly code = 'anvil-missing'
  readonly package: string

  constructor(parameters: { package: string; cause?: unknown }) {
    super({
      shortMessage: 'The chain program anvil is not installed.',
      facts: [`package: ${parameters.package}`],
      remedy:
        'Run "npm ci" again, with optional packages and a reachable registry.',
      cause: parameters.cause,
    })
    this.package = parameters.package
  }
}

/**
 * anvil has no build for this operating system and processor.
 *
 * Run the devnet on Linux, macOS or Windows, x64 or arm64, or use a chain of
 * your own with the clients of `@aichain/sdk`.
 */
export class PlatformUnsupportedError extends AichainError {
  readonly code = 'platform-unsupported'

  constructor(parameters: { platform: string; architecture: string }) {
    super({
      shortMessage: 'anvil has no build for this machine.',
      facts: [
        `platform: ${parameters.platform}`,
        `architecture: ${parameters.architecture}`,
      ],
      remedy: 'Run the devnet on Linux, macOS or Windows (x64).',
    })
  }
}

/**
 * The chain's program ended or did not begin to listen.
 *
 * `output` holds the last of what it printed. The usual causes are a state file
 * that another version wrote, a full disk, and a C library older than glibc
 * 2.35.
 */
export class ChainStartError extends AichainError {
  readonly code = 'chain-start'
  readonly output: string

  constructor(parameters: { output: string; cause?: unknown }) {
    const output = parameters.output.trim()
    super({
      shortMessage: 'The chain did not start.',
      facts: output === '' ? [] : [`anvil: ${output}`],
      remedy: /GLIBC/.test(output)
        ? 'anvil needs glibc 2.35 or newer: use a newer system.'
        : 'Read what anvil said above; without --state it starts afresh.',
      cause: parameters.cause,
    })
    this.output = output
  }
}

/**
 * The chain ended while the devnet was running.
 *
 * Somebody killed anvil, or it ran out of memory or disk. What `stateFolder`
 * kept is still there: start the devnet again.
 */
export class ChainEndedError extends AichainError {
  readonly code = 'chain-ended'

  constructor(parameters: { output: string }) {
    const output = parameters.output.trim()
    super({
      shortMessage: 'The chain ended.',
      facts: output === '' ? [] : [`anvil: ${output}`],
      remedy: 'Start the devnet again.',
    })
  }
}
