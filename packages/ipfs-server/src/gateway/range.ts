import { BadRequestError, RequestError } from '../errors/request.js'

/** Bytes `start` to `end`, the end not included. */
export type ByteRange = { readonly start: number; readonly end: number }

/** The range lies outside of the file. */
export class RangeUnsatisfiableError extends RequestError {
  /** Bytes of the file. */
  readonly size: number

  constructor(size: number) {
    super('invalid range: failed to overlap', 416)
    this.size = size
  }
}

/**
 * The first range of a `Range` header; the others are left out, as Kubo does.
 *
 * @returns `undefined` where no range is asked for.
 */
export function parseRange(
  header: string | undefined,
  size: number,
): ByteRange | undefined {
  if (header === undefined) return undefined
  const match = /^bytes=\s*(\d*)-(\d*)\s*(?:,.*)?$/.exec(header)
  const [, first = '', last = ''] = match ?? []
  if (first === '' && last === '') {
    throw new BadRequestError('invalid range request: invalid range')
  }
  const suffix = first === ''
  const start = suffix ? Math.max(0, size - Number(last)) : Number(first)
  const end = suffix || last === '' ? size : Math.min(size, Number(last) + 1)
  if (start >= end) throw new RangeUnsatisfiableError(size)
  return { start, end }
}
