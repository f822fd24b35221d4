import type { Model } from './models.mjs'

export function writeTask(
  models: readonly Model[],
  folder: string,
): Promise<void>
