import { formatMoney } from '../cli/terminal.js'
import type { LaneOneProgress } from './run-lane-1.js'

/** What a part of the script has shown. */
export type Description = {
  readonly title: string
  readonly details: readonly string[]
}

/** A part of the script in words and figures. */
export function describeProgress(progress: LaneOneProgress): Description {
  switch (progress.part) {
    case 'decided':
      return describeDecided(progress.report)
    case 'batch':
      return describeBatch(progress.report)
    case 'fellBack':
      return describeFallBack(progress.report)
    case 'punished':
      return describePunished(progress.report)
    case 'overturned':
      return describeOverturned(progress.report)
  }
}

type ReportOf<Part extends LaneOneProgress['part']> = Extract<
  LaneOneProgress,
  { readonly part: Part }
>['report']

function describeDecided({
  committee,
  winners,
  addTask,
  settle,
  gas,
}: ReportOf<'decided'>): Description {
  return {
    title: `A task of ${committee} settled in two transactions`,
    details: [
      `addTask ${count(addTask)} + settle ${count(settle)} = ${count(gas)} gas`,
      `${winners} winners paid`,
    ],
  }
}

function describeBatch({
  committee,
  tasks,
  addTasks,
  settleMany,
  gasPerTask,
}: ReportOf<'batch'>): Description {
  const all = `addTasks ${count(addTasks)} + settleMany ${count(settleMany)}`
  return {
    title: `${tasks} tasks of ${committee} settled in two transactions`,
    details: [`${all} gas, ${count(gasPerTask)} a task`],
  }
}

function describeFallBack({
  votes,
  required,
  winners,
  transactions,
  gas,
}: ReportOf<'fellBack'>): Description {
  return {
    title: `${votes} of ${required} votes: refused by the contract, decided in lane 2`,
    details: [
      `${transactions} transactions, ${count(gas)} gas`,
      `${winners} winners paid`,
    ],
  }
}

function describePunished({
  seat,
  slashed,
  bounty,
  punish,
}: ReportOf<'punished'>): Description {
  return {
    title: `Seat ${seat} punished for the lie that it signed in lane 1`,
    details: [
      `${formatMoney(slashed)} slashed, ${formatMoney(bounty)} of it bounty`,
      `punish ${count(punish)} gas`,
    ],
  }
}

function describeOverturned(report: ReportOf<'overturned'>): Description {
  const { liars, committee, appealCommittee, appeal, settle, overturn } = report
  const { slashed, repaid, reward } = report
  return {
    title: `A lie of ${liars} of ${committee} overturned by ${appealCommittee}`,
    details: [
      `${formatMoney(slashed)} slashed, ${formatMoney(repaid)} repaid to who told the truth`,
      `${formatMoney(reward)} to who appealed`,
      `appeal ${count(appeal)} + settle ${count(settle)} + overturn ${count(overturn)} gas`,
    ],
  }
}

function count(value: number): string {
  return value.toLocaleString('en')
}
