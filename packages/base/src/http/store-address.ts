import { InvalidArgumentError } from '../errors/operation.js'
import { shownAddress } from './shown-address.js'

/** Where a store is, with the credentials kept apart from what errors show. */
export type StoreAddress = {
  /** No credentials, and no slash at the end. */
  readonly url: string
  /** From the user name and password in the address, where it had them. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Takes an http or https address apart. Requests have paths and queries of
 * their own, so that a query or fragment in the address would be lost: it is
 * refused.
 *
 * Errors: `InvalidArgumentError`, which does not repeat the address if it may
 * hold a password or a key.
 *
 * @param argument - The name of the argument in the error.
 */
export function storeAddress(address: string, argument: string): StoreAddress {
  const expected = 'an http or https URL'
  if (typeof address !== 'string') {
    // A `URL` object may hold a password as well.
    const actual = typeof address
    throw new InvalidArgumentError({ argument, expected, actual })
  }
  // `URL.canParse` came to browsers only in 2023.
  const url = tryParse(address)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const actual = address.includes('@') ? '(not shown)' : address
    throw new InvalidArgumentError({ argument, expected, actual })
  }
  const { username, password, origin, pathname } = url
  if (address.includes('?') || address.includes('#'))
    throw new InvalidArgumentError({
      argument,
      expected:
        'a URL without query and fragment, which requests cannot keep (send a key in a header, by a fetch of your own)',
      actual: shownAddress(address),
    })
  const credentials = [username, password].map(decoded).join(':')
  return {
    url: `${origin}${pathname}`.replace(/\/+$/, ''),
    headers: credentials === ':' ? {} : basicAuthorization(credentials),
  }
}

function tryParse(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

/** A URL may hold what is no escape; then it means itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function basicAuthorization(credentials: string) {
  const bytes = new TextEncoder().encode(credentials)
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` }
}
