/**
 * `length` bytes from the platform's cryptographic source: the default for
 * salts, which must not be guessable before the reveal.
 *
 * @see {@link https://www.w3.org/TR/webcrypto/#Crypto-method-getRandomValues}
 */
export function systemRandom(length: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(length))
}
