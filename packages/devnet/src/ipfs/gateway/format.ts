import { RequestError } from '../errors.js'
import type { ContentRequest } from './answer.js'

/** In which form the content is wanted. */
export type Format = {
  readonly format: 'raw' | 'car' | 'deserialized'
  /** Whether the `Accept` header said so, and no parameter. */
  readonly negotiated: boolean
}

/** Forms that gateways know and this one does not give. */
const UNSUPPORTED = [
  'cbor',
  'dag-cbor',
  'dag-json',
  'ipns-record',
  'json',
  'tar',
]

/** What `?format=` or the `Accept` header asks for. The parameter wins. */
export function parseFormat({
  url,
  headers,
}: Pick<ContentRequest, 'url' | 'headers'>): Format {
  const parameter = url.searchParams.get('format')
  if (parameter === 'raw' || parameter === 'car') {
    return { format: parameter, negotiated: false }
  }
  if (parameter !== null && UNSUPPORTED.includes(parameter)) {
    throw new RequestError(`the format "${parameter}" is not supported`, 406)
  }
  const accept = headers.accept ?? ''
  const [, wanted] = /application\/vnd\.ipld\.(raw|car)\b/.exec(accept) ?? []
  if (wanted === 'raw' || wanted === 'car') {
    return { format: wanted, negotiated: true }
  }
  return { format: 'deserialized', negotiated: false }
}
