import {
  type Cid,
  InvalidArgumentError,
  isCid,
  type StoreAddress,
  storeAddress,
} from '@aichain/base'

/** Where a gateway serves blocks. */
export type GatewayAddress = {
  /** Its name in errors. */
  readonly store: string
  readonly headers: StoreAddress['headers']
  readonly blockUrl: (cid: Cid) => string
}

/** Stands for the CID while the address is read; a host name as well as a path. */
const PLACE = 'aichain-cid'

/**
 * Takes a gateway's address in the forms that people have them:
 * `https://ipfs.example`, with or without a slash or `/ipfs/` at its end, under
 * any path, or with `{cid}` where the CID goes, as gateways with a subdomain for
 * each CID have it.
 *
 * Errors: `InvalidArgumentError` for what cannot be kept: a query, a fragment,
 * or the address of one content instead of a gateway.
 *
 * @see {@link https://specs.ipfs.tech/http-gateways/subdomain-gateway/}
 */
export function gatewayAddress(address: string): GatewayAddress {
  const { url, headers } = storeAddress(
    address.replaceAll('{cid}', PLACE),
    'gateways',
  )
  refuseContent(url)
  if (url.includes(PLACE))
    return {
      store: url.replaceAll(PLACE, '{cid}'),
      headers,
      blockUrl: (cid) => `${url.replaceAll(PLACE, cid)}?format=raw`,
    }
  const store = url.replace(/\/+ipfs$/, '')
  return {
    store,
    headers,
    blockUrl: (cid) => `${store}/ipfs/${cid}?format=raw`,
  }
}

/** An address that was copied from a link leads to one content only. */
function refuseContent(url: string): void {
  const { hostname, pathname } = new URL(url)
  const names = [...hostname.split('.'), ...pathname.split('/')]
  if (!names.some((name) => isCid(name))) return
  throw new InvalidArgumentError({
    argument: 'gateways',
    expected:
      'the address of a gateway, not of one content (write {cid} where the CID goes)',
    actual: url,
  })
}
