import { defineError } from '@aichain/base'

/**
 * The chain's program is not installed.
 *
 * anvil comes as a package for each platform, which npm silently leaves out
 * when it cannot be fetched or when optional packages are switched off. Install
 * again with a network and without `--omit=optional`.
 */
export class AnvilMissingError extends /* @__PURE__ */ defineError<{
  readonly package: string
}>()({
  code: 'anvil-missing',
  message: 'The chain program anvil is not installed.',
  remedy:
    'Run "npm ci" again, with optional packages and a reachable registry.',
}) {}

/**
 * anvil has no build for this operating system and processor.
 *
 * Run the devnet on Linux, macOS or Windows, x64 or arm64, or use a chain of
 * your own with the clients of `@aichain/sdk`.
 */
export class PlatformUnsupportedError extends /* @__PURE__ */ defineError<{
  readonly platform: string
  readonly architecture: string
}>()({
  code: 'platform-unsupported',
  message: 'anvil has no build for this machine.',
  remedy: 'Run the devnet on Linux, macOS or Windows (x64).',
}) {}

/**
 * The chain's program ended or did not begin to listen.
 *
 * `output` holds the last of what it printed. The usual causes are a state file
 * that another version wrote, a full disk, and a C library older than glibc
 * 2.35.
 */
export class ChainStartError extends /* @__PURE__ */ defineError<{
  readonly output: string
}>()({
  code: 'chain-start',
  message: 'The chain did not start.',
  remedy: ({ output }) =>
    /GLIBC/.test(output)
      ? 'anvil needs glibc 2.35 or newer: use a newer system.'
      : 'Read what anvil said above; without --state it starts afresh.',
  facts: lastWords,
}) {}

/**
 * The chain ended while the devnet was running.
 *
 * Somebody killed anvil, or it ran out of memory or disk. What `stateFolder`
 * kept is still there: start the devnet again.
 */
export class ChainEndedError extends /* @__PURE__ */ defineError<{
  readonly output: string
}>()({
  code: 'chain-ended',
  message: 'The chain ended.',
  remedy: 'Start the devnet again.',
  facts: lastWords,
}) {}

function lastWords({ output }: { readonly output: string }) {
  const words = output.trim()
  return words === '' ? [] : [`anvil: ${words}`]
}
