import type { Cid, Deployment, ProtocolParameters } from '@aichain/sdk'

/** What a devnet has set up and finds again at its next start. */
export type DevnetRecord = {
  readonly deployment: Deployment
  readonly parameters: ProtocolParameters
  /** Seats joined so far; each needs its node. */
  readonly nodes: number
  /** Published models, by where they came from. */
  readonly models: Readonly<Record<string, Cid>>
}

/** Whether the record is of contracts that this package can use: the first edition's have no epochs. */
export function isOfThisEdition({ parameters }: DevnetRecord): boolean {
  return 'epoch' in parameters
}

const wholeNumber = /^\d+n$/

/** JSON in which `"12n"` is a bigint. */
export function encodeRecord(record: DevnetRecord): string {
  return JSON.stringify(record, (_key, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}

/** The inverse of `encodeRecord`. */
export function decodeRecord(text: string): DevnetRecord {
  return JSON.parse(text, (_key, value) =>
    typeof value === 'string' && wholeNumber.test(value)
      ? BigInt(value.slice(0, -1))
      : value,
  ) as DevnetRecord
}
