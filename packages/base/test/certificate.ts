import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A certificate for a test server; its key is made for the test and thrown away. */
export type Certificate = { readonly key: string; readonly cert: string }

/** The parts of DER that a certificate is made of, each with its tag and length. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const { length } = body
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body])
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length]
  return Buffer.concat([Buffer.from([tag, ...size]), body])
}
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const identifier = (...bytes: readonly number[]) =>
  der(0x06, Buffer.from(bytes))

const ECDSA_SHA256 = sequence(
  identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02),
)
const COMMON_NAME = identifier(0x55, 0x04, 0x03)
const SUBJECT_ALTERNATIVE_NAME = identifier(0x55, 0x1d, 0x11)

/**
 * Makes a certificate that signs itself. Node has no such function, and what
 * the command line of OpenSSL offers is not everywhere.
 *
 * @param options - `host`: the name or IPv4 address that it is for.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280#section-4.1}
 */
export function selfSigned(options: {
  readonly host: string
  readonly notBefore: Date
  readonly notAfter: Date
}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
  })
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_SHA256,
    nameOf(options.host),
    sequence(timeOf(options.notBefore), timeOf(options.notAfter)),
    nameOf(options.host),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeName(options.host))),
  )
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pemOf(sequence(body, ECDSA_SHA256, signatureOf(body, privateKey))),
  }
}

/** A certificate that is valid today and for a day. */
export function certificateFor(host: string): Certificate {
  const day = 86_400_000
  const notBefore = new Date(Date.now() - day)
  return selfSigned({ host, notBefore, notAfter: new Date(Date.now() + day) })
}

function nameOf(host: string): Buffer {
  const name = sequence(COMMON_NAME, der(0x0c, Buffer.from(host)))
  return sequence(der(0x31, name))
}

function timeOf(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\..*$/g, '')
  return der(0x18, Buffer.from(`${digits}Z`))
}

function alternativeName(host: string): Buffer {
  const isAddress = /^[\d.]+$/.test(host)
  const name = isAddress
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host))
  return sequence(SUBJECT_ALTERNATIVE_NAME, der(0x04, sequence(name)))
}

function signatureOf(body: Buffer, key: KeyObject): Buffer {
  return der(0x03, Buffer.from([0]), sign('sha256', body, key))
}

function pemOf(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
