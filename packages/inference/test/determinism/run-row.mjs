const PATIENCE = 10 * 60_000

/**
 * Runs a platform and yields its results. Ends it when it is silent for too
 * long, when it is left, and when `signal` says so.
 *
 * @param {(says: string) => void} [hooks.onPlatform] - What it says of itself.
 */
export async function* runRow(platform, task, run, hooks = {}) {
  const controller = new AbortController()
  const giveUp = () => controller.abort(new TypeError('silent for 10 minutes'))
  hooks.signal?.addEventListener('abort', () => controller.abort())
  let clock = setTimeout(giveUp, PATIENCE)
  try {
    const options = { ...platform.run, ...run }
    for await (const line of platform.answers(
      task,
      options,
      controller.signal,
    )) {
      clearTimeout(clock)
      clock = setTimeout(giveUp, PATIENCE)
      if (line.platform) hooks.onPlatform?.(line.platform)
      else yield line
    }
  } finally {
    clearTimeout(clock)
  }
}

/** Names of the models that a platform takes; all must be run. */
export function modelsOf(platform, models) {
  return models
    .filter((model) => platform.takes?.(model) ?? true)
    .map(({ name }) => name)
}
