/**
 * What is proved, and of what. Each property comes with a mistake that the
 * prover must find ("teeth"): a proof that would also go through with the
 * mistake in it proves nothing.
 */
import type { Subject } from './model-checker.js'
import type { Mistake } from './source.js'

export type Property = Subject & {
  /** F1 to F11 of the design, or what it is part of. */
  readonly id: string
  readonly name: string
  readonly statement: string
  /** The function of a model that asserts it. */
  readonly only?: string
  readonly mistake: Mistake
}

const rewards = 'src/libraries/RewardLib.sol'
const quorums = 'src/libraries/QuorumLib.sol'
const arithmetic = ['assert', 'underflow', 'overflow', 'divByZero']

const ofRewards = { file: 'formal/libraries/RewardProofs.sol' }
const ofQuorums = { file: 'formal/libraries/QuorumProofs.sol' }
const model = (contract: string, only: string) => ({
  file: `formal/models/${contract}.sol`,
  contract,
  only,
})
const inModel = (contract: string, before: string, after: string): Mistake => ({
  file: `formal/models/${contract}.sol`,
  before,
  after,
})

export const properties: readonly Property[] = [
  {
    id: 'F1',
    name: 'conservation',
    statement: 'what is here is what is owed, after any sequence of steps',
    ...model('LedgerModel', 'conservation'),
    mistake: inModel('LedgerModel', 'credits + bounty,', 'credits + slashed,'),
  },
  {
    id: 'F2',
    name: 'finality',
    statement: 'a verdict and its output never change',
    ...model('TaskModel', 'finality'),
    mistake: inModel(
      'TaskModel',
      'return state == State.Open && time < DEAD_AT && votes',
      'return state != State.None && time < DEAD_AT && votes',
    ),
  },
  {
    id: 'F2',
    name: 'finality under appeal',
    statement: 'an appeal does not rewrite the output',
    ...model('AppealModel', 'finality'),
    mistake: inModel(
      'AppealModel',
      'overturned = true;',
      '(overturned, output) = (true, appealOutput);',
    ),
  },
  {
    id: 'F3',
    name: 'strict majority',
    statement: 'a decision has a quorum of the whole committee behind it',
    ...model('TaskModel', 'strictMajority'),
    mistake: inModel(
      'TaskModel',
      'votes >= QUORUM && votes <= revealed;',
      'votes + 1 >= QUORUM && votes <= revealed;',
    ),
  },
  {
    id: 'F4',
    name: 'no double payout',
    statement: 'a task is decided or refunded, once',
    ...model('TaskModel', 'noDoublePayout'),
    mistake: inModel(
      'TaskModel',
      'require(state == State.Open && !drawn);',
      'require(state != State.None && !drawn);',
    ),
  },
  {
    id: 'F4',
    name: 'no double payout among all tasks',
    statement: 'no step spends the fee of another task',
    ...model('LedgerModel', 'noDoublePayout'),
    mistake: inModel(
      'LedgerModel',
      `(open, spent) = (0, spent + fee);
        (fees, credits)`,
      `spent = spent + fee;
        (fees, credits)`,
    ),
  },
  {
    id: 'F4',
    name: 'one overturn',
    statement:
      'an appeal has its consequences once at most, and only if it decided otherwise',
    ...model('AppealModel', 'overturnedOnce'),
    mistake: inModel(
      'AppealModel',
      'otherwise && !overturned &&',
      'otherwise &&',
    ),
  },
  {
    id: 'F5',
    name: 'fee split',
    statement: 'share × winners + dust = fee, and dust < winners',
    ...ofRewards,
    contract: 'FeeSplit',
    targets: arithmetic,
    mistake: {
      file: rewards,
      before: 'uint96(fee % winners)',
      after: 'uint96(fee % (winners + 1))',
    },
  },
  {
    id: 'F5',
    name: 'cut',
    statement: 'the treasury gets at most a tenth of the rewards that leave',
    ...ofRewards,
    contract: 'Cut',
    targets: arithmetic,
    mistake: {
      file: rewards,
      before: 'reward * protocolFeeBps / BPS',
      after: 'reward * protocolFeeBps / BOUNTY_BPS',
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
    statement: 'a hard slash is part of the bond',
    ...ofRewards,
    contract: 'HardSlash',
    targets: arithmetic,
    mistake: {
      file: rewards,
      before: 'uint96(bond * slashBps / BPS)',
      after: 'uint96(bond * slashBps / BOUNTY_BPS)',
    },
  },
  {
    id: 'F7',
    name: 'soft slash',
    statement: 'all absentees together lose at most the fee',
    ...ofRewards,
    contract: 'SoftSlash',
    targets: arithmetic,
    mistake: {
      file: rewards,
      before: `returns (uint96) {
        return fee / committeeSize;`,
      after: `returns (uint96) {
        return fee / (committeeSize - 1);`,
    },
  },
  {
    id: 'F7',
    name: 'the rest of a slash',
    statement: 'no soft slash is more than a hard one',
    ...ofRewards,
    contract: 'RestOfSlash',
    targets: arithmetic,
    mistake: {
      file: rewards,
      before: `returns (uint96) {
        return fee / committeeSize;`,
      after: `returns (uint96) {
        return fee / (committeeSize - 1);`,
    },
  },
  {
    id: 'F7',
    name: 'bounty',
    statement:
      'a bounty is at most a tenth of the slash, and of k of them at most the fee',
    ...ofRewards,
    contract: 'Bounty',
    targets: arithmetic,
    mistake: {
      file: rewards,
      before: 'part < most ? part : most',
      after: 'part < most ? most : part',
    },
  },
  {
    id: 'F7',
    name: 'appeal reward',
    statement: 'an appellant gets part of the pool, and at most twice its fee',
    ...ofRewards,
    contract: 'AppealReward',
    targets: arithmetic,
    mistake: {
      file: rewards,
      before: 'pool < most ? pool : most',
      after: 'pool < most ? most : pool',
    },
  },
  {
    id: 'F7',
    name: 'a seat’s money',
    statement:
      'bond and rewards are in the seat, were slashed once, or were paid out',
    ...model('SeatModel', 'everyWeiIsSomewhere'),
    mistake: inModel('SeatModel', 'penalty < balance ?', 'penalty > balance ?'),
  },
  {
    id: 'F7',
    name: 'stake is locked',
    statement:
      'before notice and unbonding are over a bond leaves only by slashing',
    ...model('SeatModel', 'stakeIsLocked'),
    mistake: inModel('SeatModel', 'balance = BOND;', 'balance = BOND - 1;'),
  },
  {
    id: 'F7',
    name: 'ejection',
    statement: 'a seat with less than half of its bond is on its way out',
    ...model('SeatModel', 'ejectedBelowHalf'),
    mistake: inModel('SeatModel', '2 * balance < BOND)', '4 * balance < BOND)'),
  },
  {
    id: 'F10',
    name: 'tasks can be closed',
    statement: 'once reveals are over, anybody can close an open task',
    ...model('TaskModel', 'anybodyCanClose'),
    mistake: inModel(
      'TaskModel',
      '(complete || time >= REVEAL_END)',
      'complete',
    ),
  },
  {
    id: 'F10',
    name: 'fees are here',
    statement: 'no step takes the fee of an open task away',
    ...model('LedgerModel', 'feeIsHere'),
    mistake: inModel(
      'LedgerModel',
      `require(its + open <= fees);
        (fees, credits)`,
      `require(its <= fees);
        (fees, credits)`,
    ),
  },
  {
    id: 'F10',
    name: 'stake comes out',
    statement:
      'every seat can leave, and be paid when notice and unbonding are over',
    ...model('SeatModel', 'stakeComesOut'),
    mistake: inModel(
      'SeatModel',
      'return taken && to != 0 && time >= to + UNBONDING_PERIOD;',
      'return taken && to != 0 && time >= to + UNBONDING_PERIOD && balance > 0;',
    ),
  },
  {
    id: 'F10',
    name: 'notice ends',
    statement: 'nobody can prolong a seat’s notice',
    ...model('SeatModel', 'noticeEnds'),
    mistake: inModel(
      'SeatModel',
      `require(canExit());
        to = time + EXIT_NOTICE;`,
      `require(taken);
        to = (to == 0 ? time : to) + EXIT_NOTICE;`,
    ),
  },
  {
    id: 'F10',
    name: 'no stranded appeal',
    statement:
      'a decision whose appeal decides otherwise can still be overturned',
    ...model('AppealModel', 'noStrandedAppeal'),
    mistake: inModel(
      'AppealModel',
      'unbonding >= 2 * LIFE + appealWindow',
      'unbonding >= LIFE + appealWindow',
    ),
  },
  {
    id: 'F11',
    name: 'states move right',
    statement: 'None, Open, then Decided or Undecided',
    ...model('TaskModel', 'statesMoveRight'),
    mistake: inModel(
      'TaskModel',
      'require(state == State.None && time',
      'require(state != State.Open && time',
    ),
  },
  {
    id: '4.1',
    name: 'no commit after a reveal',
    statement: 'nobody can commit once anybody has revealed',
    ...model('TaskModel', 'noCommitAfterReveal'),
    mistake: inModel(
      'TaskModel',
      'bool over = committed == SIZE ||',
      'bool over = committed > 0 ||',
    ),
  },
  {
    id: '4.1',
    name: 'no verdict after death',
    statement: 'a dead task is only ever refunded',
    ...model('TaskModel', 'noLateVerdict'),
    mistake: inModel(
      'TaskModel',
      'state == State.Open && time < DEAD_AT && votes',
      'state == State.Open && votes',
    ),
  },
  {
    id: '4.1',
    name: 'slot reuse',
    statement:
      'a slot is free again only when no task of its last seat can touch it',
    ...model('SeatModel', 'slotReuseIsSafe'),
    mistake: inModel(
      'SeatModel',
      'to != 0 && time >= to + UNBONDING_PERIOD',
      'to != 0 && time + EXIT_NOTICE >= to + UNBONDING_PERIOD',
    ),
  },
]
