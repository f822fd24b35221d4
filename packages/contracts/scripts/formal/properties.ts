/**
 * What is proved, and of what. Each property comes with a mistake that the
 * prover must find ("teeth"): a proof that would also go through with the
 * mistake in it proves nothing.
 */
import type { Subject } from './model-checker.js'
import type { Mistake } from './source.js'

export type Property = Subject & {
  /** F5 to F11 of the first design, whose numbers stayed. */
  readonly id: string
  readonly name: string
  readonly statement: string
  readonly mistake: Mistake
}

const money = 'src/libraries/MoneyLib.sol'
const quorums = 'src/libraries/QuorumLib.sol'
const arithmetic = ['assert', 'underflow', 'overflow', 'divByZero']

const ofMoney = { file: 'formal/libraries/MoneyProofs.sol' }
const ofQuorums = { file: 'formal/libraries/QuorumProofs.sol' }

export const properties: readonly Property[] = [
  {
    id: 'F5',
    name: 'cut',
    statement: 'the treasury gets a tenth of the rewards that leave at most',
    ...ofMoney,
    contract: 'Cut',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'amount * bps / BPS',
      after: 'amount * bps / BOUNTY_BPS',
    },
  },
  {
    id: 'F5',
    name: 'author’s part',
    statement: 'a model’s author gets a fifth of them at most',
    ...ofMoney,
    contract: 'AuthorPart',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'amount * bps / BPS',
      after: 'amount * bps / BOUNTY_BPS',
    },
  },
  {
    id: 'F5',
    name: 'kept',
    statement:
      'half of a fee goes back at least, and what is kept is no more than what blockers forgo',
    ...ofMoney,
    contract: 'Kept',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'QuorumLib.quorum(size) + 1)',
      after: 'QuorumLib.quorum(size) + 3)',
    },
  },
  {
    id: 'F6',
    name: 'two thirds',
    statement: 'quorum = ⌈2k/3⌉ ≤ k for 3 ≤ k ≤ 15',
    ...ofQuorums,
    contract: 'TwoThirds',
    targets: arithmetic,
    mistake: {
      file: quorums,
      before: '2 * committeeSize + 2',
      after: '2 * committeeSize + 3',
    },
  },
  {
    id: 'F6',
    name: 'quorum intersection',
    statement: 'two quorums of one committee share a member',
    ...ofQuorums,
    contract: 'Intersection',
    mistake: {
      file: quorums,
      before: '(2 * committeeSize + 2) / 3',
      after: 'committeeSize / 2',
    },
  },
  {
    id: 'F7',
    name: 'hard slash',
    statement: 'a hard slash is half of the bond at most',
    ...ofMoney,
    contract: 'HardSlash',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'amount * bps / BPS',
      after: 'amount * bps / BOUNTY_BPS',
    },
  },
  {
    id: 'F7',
    name: 'cost of a lie',
    statement:
      'a lie costs a share at least and a hard slash at most, and not less than a lost UNAVAILABLE',
    ...ofMoney,
    contract: 'LieCost',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'hardSlash < cost ? hardSlash : cost',
      after: 'hardSlash < cost ? cost : hardSlash',
    },
  },
  {
    id: 'F7',
    name: 'bounty',
    statement: 'a bounty is a tenth of the slash at most, and one least share',
    ...ofMoney,
    contract: 'Bounty',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'tenth < minimumShare ? tenth : minimumShare',
      after: 'tenth < minimumShare ? minimumShare : tenth',
    },
  },
  {
    id: 'F7',
    name: 'entrance',
    statement:
      'a place costs a fifth of the bond at most, and the more the longer a list was full',
    ...ofMoney,
    contract: 'EntranceFee',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'bps < MAXIMUM_ENTRANCE_BPS ? bps : MAXIMUM_ENTRANCE_BPS',
      after: 'bps < MAXIMUM_ENTRANCE_BPS ? MAXIMUM_ENTRANCE_BPS : bps',
    },
  },
  {
    id: 'F7',
    name: 'appeal deposit',
    statement: 'an appellant risks a tenth of the winners’ bonds',
    ...ofMoney,
    contract: 'AppealDeposit',
    targets: arithmetic,
    mistake: {
      file: money,
      before: 'part(bond * winners, DEPOSIT_BPS)',
      after: 'part(bond * winners, QUEUE_BPS)',
    },
  },
]
