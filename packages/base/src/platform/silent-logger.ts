import type { Logger } from '../ports/logger.js'

const ignore = () => {}

/** Says nothing: the default wherever a `Logger` is accepted. */
export const silentLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
}
