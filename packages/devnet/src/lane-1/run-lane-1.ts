import { type DecidedReport, decide } from './decide.js'
import { type BatchReport, decideMany } from './decide-many.js'
import { type FallBackReport, fallBack } from './fall-back.js'
import type { LaneOneNetwork } from './network.js'
import { type OverturnReport, overturnLie } from './overturn-lie.js'
import { type PunishReport, punish } from './punish.js'

/** Everything that the script shows. */
export type LaneOneReport = {
  readonly decided: DecidedReport
  readonly batch: BatchReport
  readonly fellBack: FallBackReport
  readonly punished: PunishReport
  readonly overturned: OverturnReport
}

/** Told of each part as soon as it is over. */
export type LaneOneProgress = {
  [Part in keyof LaneOneReport]: {
    readonly part: Part
    readonly report: LaneOneReport[Part]
  }
}[keyof LaneOneReport]

const committeeSize = 7
const smallCommittee = 3

/** Plays every part in turn; throws at the first thing that is not as it should be. */
export async function runLaneOne(
  network: LaneOneNetwork,
  onProgress: (progress: LaneOneProgress) => void = () => {},
): Promise<LaneOneReport> {
  const decided = await decide(network, 'What is a fox?', committeeSize)
  onProgress({ part: 'decided', report: decided })
  const batch = await decideMany(network, questions, committeeSize)
  onProgress({ part: 'batch', report: batch })
  const {
    report: fellBack,
    voted,
    contradiction,
  } = await fallBack(network, 'What is the capital of Italy?', committeeSize)
  onProgress({ part: 'fellBack', report: fellBack })
  const punished = await punish(network, contradiction, voted)
  onProgress({ part: 'punished', report: punished })
  const overturned = await overturnLie(
    network,
    'How many legs has a spider?',
    smallCommittee,
  )
  onProgress({ part: 'overturned', report: overturned })
  return { decided, batch, fellBack, punished, overturned }
}

const questions = Array.from(
  { length: 10 },
  (_, index) => `What is ${index} plus one?`,
)
