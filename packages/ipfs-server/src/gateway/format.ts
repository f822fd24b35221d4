import { RequestError } from '../errors/request.js'
import type { ContentRequest } from './answer.js'

/** In which form the content is wanted. */
export type Format = {
  readonly format: 'raw' | 'deserialized'
  /** Whether the `Accept` header said so, and no parameter. */
  readonly negotiated: boolean
}

/** Forms that gateways know and this one does not give. */
const UNSUPPORTED = [
  'car',
  'cbor',
  'dag-cbor',
  'dag-json',
  'ipns-record',
  'json',
  'tar',
]

/** Their media types, but for `application/json`, which pages send for files. */
const UNSUPPORTED_TYPES =
  /application\/(vnd\.ipld\.(?:car|dag-cbor|dag-json)|vnd\.ipfs\.ipns-record|x-tar|cbor)\b/

/** What `?format=` or the `Accept` header asks for. The parameter wins. */
export function parseFormat({
  url,
  headers,
}: Pick<ContentRequest, 'url' | 'headers'>): Format {
  const parameter = url.searchParams.get('format')
  if (parameter === 'raw') return { format: 'raw', negotiated: false }
  if (parameter !== null && UNSUPPORTED.includes(parameter)) {
    throw new RequestError(`the format "${parameter}" is not supported`, 406)
  }
  const accept = headers.accept ?? ''
  if (/application\/vnd\.ipld\.raw\b/.test(accept)) {
    return { format: 'raw', negotiated: true }
  }
  const [type] = UNSUPPORTED_TYPES.exec(accept) ?? []
  if (type !== undefined) {
    throw new RequestError(`the media type "${type}" is not supported`, 406)
  }
  return { format: 'deserialized', negotiated: false }
}
