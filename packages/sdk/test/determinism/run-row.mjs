const PATIENCE = 5 * 60_000

/**
 * Runs a platform and yields its results; `onPlatform` hears what it says of
 * itself. Ends it when it is silent for too long, or left.
 */
export async function* runRow(platform, task, run, onPlatform = () => {}) {
  const controller = new AbortController()
  const giveUp = () => controller.abort(new TypeError('silent for 5 minutes'))
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
      if (line.platform) onPlatform(line.platform)
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
