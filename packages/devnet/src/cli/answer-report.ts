import type { Address, Cid, Hex, TaskId } from '@aichain/sdk'

/** What a member of the committee did, as a person wants to know it. */
export type ReportedVote = 'agreed' | 'wrong' | 'absent'

/** A member of the committee after the verdict. Amounts in wei. */
export type MemberReport = {
  readonly seat: number
  readonly signer: Address
  readonly vote: ReportedVote
  readonly earned: bigint
  readonly slashed: bigint
  /** Bond and rewards of the seat, before the question and after the verdict. */
  readonly before: bigint
  readonly after: bigint
}

/** One transaction behind the answer. */
export type TransactionReport = {
  readonly type: string
  /** Whose vote it carries. */
  readonly seat?: number
  readonly hash: Hex
  readonly block: bigint
  readonly gas: bigint
}

/** A question, its answer, and everything behind it. */
export type AnswerReport = {
  readonly text: string
  readonly task: TaskId
  readonly model: Cid
  readonly prompt: Cid
  readonly outputCid: Cid
  /** Members that gave this output. */
  readonly agreeing: number
  readonly committee: readonly MemberReport[]
  /** Whoever asked, with amounts in wei. */
  readonly requester: {
    readonly address: Address
    readonly fee: bigint
    readonly before: bigint
    readonly after: bigint
  }
  /** What took how many milliseconds, in order. */
  readonly stages: Readonly<Record<string, number>>
  readonly transactions: readonly TransactionReport[]
}

/** The report as one line of JSON: wei and block numbers are decimal strings. */
export function reportToJson(report: AnswerReport): string {
  return JSON.stringify(report, (_key, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
}
