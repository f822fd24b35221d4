import type { IncomingMessage } from 'node:http'

/** Who may call the RPC from a page. */
export type OriginRule = (origin: string) => boolean

/**
 * Pages of this machine, except those that the gateway serves: anybody can put
 * a page into IPFS, and it must not reach the RPC.
 */
export function localOrigins(gatewayPort: number): OriginRule {
  return (origin) => {
    const url = URL.canParse(origin) ? new URL(origin) : undefined
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return false
    const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
    return local && url.port !== String(gatewayPort)
  }
}

/** These origins and no others; `*` allows every page. */
export function listedOrigins(origins: readonly string[]): OriginRule {
  return (origin) => origins.includes('*') || origins.includes(origin)
}

/**
 * Whether a request may run. Programs send neither origin nor referrer; a
 * browser that hides both is refused, since a form on any page can post here.
 */
export function isAllowed(
  { headers }: Pick<IncomingMessage, 'headers'>,
  rule: OriginRule,
): boolean {
  const { origin, referer, 'user-agent': agent = '' } = headers
  if (origin !== undefined) return rule(origin)
  if (referer !== undefined) {
    return URL.canParse(referer) && rule(new URL(referer).origin)
  }
  return !agent.startsWith('Mozilla')
}
