import { InvalidArgumentError, isDigest, isRawCid } from '@aichain/base'

/** Throws unless this is a task id. */
export function checkTaskId(task: unknown): void {
  const expected = 'a task id: 32 bytes in lower-case hexadecimal'
  refuseUnless(isDigest(task), 'task', expected, task)
}

/** Throws unless this is the CID of a manifest. */
export function checkModel(model: unknown): void {
  const expected = "a model's CID (CIDv1, raw, sha2-256)"
  refuseUnless(isRawCid(model), 'model', expected, model)
}

/** Throws unless this can be the number of a seat. */
export function checkSeat(seat: unknown): void {
  const isSeat = Number.isInteger(seat) && Number(seat) >= 0
  const expected = 'a whole number from 0 to 65535'
  refuseUnless(isSeat && Number(seat) <= 65_535, 'seat', expected, seat)
}

function refuseUnless(
  condition: boolean,
  argument: string,
  expected: string,
  actual: unknown,
): void {
  if (!condition) throw new InvalidArgumentError({ argument, expected, actual })
}
