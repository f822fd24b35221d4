/** A promise, and what resolves it. */
export type Deferred<T> = {
  readonly promise: Promise<T>
  /** Only the first value counts. */
  readonly resolve: (value: T) => void
}

/** As `Promise.withResolvers`, which Node 20 has not. */
export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
