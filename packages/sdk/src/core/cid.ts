/**
 * A CIDv1 in its canonical text form: base32, lower case, no padding.
 *
 * @see {@link https://github.com/multiformats/cid}
 */
export type Cid = `b${string}`
