/**
 * What a function of the core returns where it can refuse: the core throws
 * nothing of its own, its callers turn reasons into errors.
 *
 * @typeParam T - The value of success.
 * @typeParam R - The reason of refusal.
 */
export type Result<T, R = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R }

/** A success. */
export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** A refusal, with the reason as a clause that could follow "refused: ". */
export function refuse<R = string>(
  reason: R,
): { readonly ok: false; readonly reason: R } {
  return { ok: false, reason }
}
