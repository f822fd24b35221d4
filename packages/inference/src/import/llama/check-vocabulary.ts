import { isRecord } from '../../engine/shared/model/is-record.js'
import { TEXT_PATHS } from '../shared/text-files.js'
import { unsupported } from '../shared/unsupported.js'

/** A token without a row in the embedding could be asked for, and not be read. */
export function checkVocabulary(tokenizer: unknown, size: number): void {
  const { model, added_tokens: added } = isRecord(tokenizer) ? tokenizer : {}
  const vocabulary = isRecord(model) && isRecord(model.vocab) ? model.vocab : {}
  const ids = [
    ...Object.values(vocabulary),
    ...(Array.isArray(added) ? added : []).map((token) =>
      isRecord(token) ? token.id : undefined,
    ),
  ]
  const stranger = ids.find((id) => typeof id === 'number' && id >= size)
  if (stranger === undefined) return
  throw unsupported(
    TEXT_PATHS.tokenizer,
    `its token ${String(stranger)} has no row among the ${size} of the embedding`,
  )
}
