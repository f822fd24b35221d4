import { derivedOf, type Parameters } from '../parameters/parameters.js'
import { type Preset, presets } from '../parameters/presets.js'
import { appealsOf } from './appeals.js'
import { epochsTo } from './attacks/seats.js'
import { quorum } from './committee.js'
import { stuck, wrong } from './exact.js'
import { type Game, short } from './game.js'
import { lottery } from './lottery.js'
import { attacks, PLACES, type Play, pays, play } from './play.js'
import { rulesOf } from './rules.js'
import { adversaryShares, allCommitteeSizes } from './vectors.js'

type Cell = string | number

/** For the terminal: one line a play, those that pay first. */
export function attackRows(plays: readonly Play[]): string {
  return [...plays]
    .sort((left, right) => Number(pays(right)) - Number(pays(left)))
    .map((play) =>
      [
        pays(play) ? 'PAYS ' : play.judged ? 'holds' : 'shown',
        play.preset.padEnd(9),
        play.id.padEnd(3),
        `destroys ${ratio(play)} for each unit of cost`.padEnd(43),
        `cost ${short(play.cost)}, gain ${short(play.gain)}, damage ${short(play.damage)} units: ${play.note}`,
      ].join('  '),
    )
    .join('\n')
}

/** The tables of docs/economics.md, by the name of their place. */
export function pageTables(plays: readonly Play[]) {
  return {
    verdict: verdict(plays),
    attacks: attackTable(plays),
    blitz: blitzTable(),
    forging: forgingTable(),
    appeals: appealTable(),
    entering: enteringTable(),
    wrong: byCommittee((committeeSize, cartel) =>
      wrong({ seats: 200, committeeSize, cartel, outageRate: 0.02 }),
    ),
    stuck: byCommittee((committeeSize, cartel) =>
      stuck({ seats: 200, committeeSize, cartel, outageRate: 0.02 }),
    ),
  }
}

/** The tables of docs/deploying.md. */
export function deployingTables() {
  return { presets: presetTable() }
}

/** N1 and A11 on a chain without bounds, by bond and by what a vote must be able to lose. */
function blitzTable(): string {
  const rows = [1_000, 10_000, 100_000, 1_000_000].map((bond) => [
    grouped(bond),
    ...[0.1, 0.5].flatMap((slashed) =>
      ['N1', 'A11'].map((id) => {
        const found = play(attackOf(id), boundless(bond, slashed))
        return ratio(found)
      }),
    ),
  ])
  return table(
    [
      'bond, in least shares',
      'N1, `slashBps` 1,000',
      'A11',
      'N1, `slashBps` 5,000',
      'A11',
    ],
    rows,
  )
}

/** `l2` with another bond, where any number of lies is told before the first appeal is over. */
export function boundless(bondInShares: number, slashed: number): Preset {
  const { l2 } = presets
  const bond = bondInShares * l2.parameters.minimumShare
  return {
    ...l2,
    parameters: { ...l2.parameters, bond, slashBps: 10_000 * slashed },
    world: { ...l2.world, gasPerSecond: Number.MAX_SAFE_INTEGER },
  }
}

function attackOf(id: string) {
  const found = attacks.find((attack) => attack.id === id)
  if (!found) throw new Error(`There is no attack ${id}.`)
  return found
}

function verdict(plays: readonly Play[]): string {
  const judged = plays.filter((play) => play.judged)
  const paying = idsOf(plays.filter(pays))
  const most = highest(judged)
  return [
    `${judged.length} plays are judged. ${paying.length === 0 ? 'None pays' : `These pay: ${paying.join(', ')}`}.`,
    `The worst destroys ${ratio(most)} for each unit of cost: ${most.id} on \`${most.preset}\`.`,
  ].join('\n')
}

function attackTable(built: readonly Play[]): string {
  const names = realNames()
  const rows = idsOf(built).map((id) => {
    const last = playOf(built, id, 'l2')
    return [
      id,
      last.title,
      ...names.map((name) => ratio(playOf(built, id, name))),
      last.judged ? '' : 'shown',
      last.note,
    ]
  })
  return table(['', 'attack', ...names.map(code), '', 'on `l2`'], rows)
}

function presetTable(): string {
  const names = Object.keys(presets) as (keyof typeof presets)[]
  const all = names.map((name) => {
    const { parameters } = presets[name]
    return { ...parameters, ...derivedOf(parameters) }
  })
  const row = (
    title: string,
    cell: (p: (typeof all)[number]) => Cell,
  ): Cell[] => [title, ...all.map(cell)]
  return table(
    ['parameter', ...names.map(code)],
    [
      row('`minimumShare`', (p) => ether(p, p.minimumShare)),
      row('`bond`', (p) => ether(p, p.bond)),
      row('`bond`, in least shares', (p) => grouped(p.bond / p.minimumShare)),
      row('`slashBps`', (p) => p.slashBps),
      row('a lie costs', (p) => ether(p, p.hardSlash)),
      row('`protocolFeeBps`', (p) => p.protocolFeeBps),
      row('`maximumSeats`', (p) => grouped(p.maximumSeats)),
      row('`epoch`', (p) => time(p.epoch)),
      row('`commitWindow`', (p) => time(p.commitWindow)),
      row('`revealWindow`', (p) => time(p.revealWindow)),
      row('`proofWindow`', (p) => time(p.proofWindow)),
      row('a task lives at most', (p) => time(p.life)),
      row('`appealWindow`', (p) => time(p.appealWindow)),
      row('`unbondingPeriod`', (p) => time(p.unbondingPeriod)),
      row('`minimumStay`', (p) => time(p.minimumStay)),
      row('`blockSeeds`', (p) => p.blockSeeds),
      row('`seedDelay`', (p) => time(p.seedDelay)),
      row('`outage`', (p) => time(p.outage)),
    ],
  )
}

/** What an answer of one's own costs, in least shares, if nobody gets the prompt. */
function forgingTable(): string {
  const parts = [0.1, 0.2, 0.3, 0.4]
  const rows = allCommitteeSizes.map((size) => [
    committee(size),
    ...parts.map((part) => {
      const cartel = Math.round(part * PLACES)
      const game = gameOf(cartel)
      const share = game.preset.parameters.minimumShare
      const { cost, chance } = lottery(game, size, share, PLACES - cartel)
      return chance < 1e-12 ? '—' : short(cost / share)
    }),
  ])
  return table(['k (quorum)', ...parts.map(percent)], rows)
}

/** Appeals of a decision of three and of seven, no member of the cartel in the first committee. */
function appealTable(): string {
  const rows = [0.1, 0.2, 0.3, 0.4].flatMap((part) =>
    [7, 15].map((size) => {
      const cartel = Math.round(part * PLACES)
      const found = appealsOf({ places: PLACES, cartel }, size, 0)
      return [
        percent(part),
        size,
        percent(found.cartel),
        percent(found.blocked),
        found.blocks.toFixed(2),
      ]
    }),
  )
  return table(
    ['cartel', 'k', 'it wins', 'all eight are blocked', 'blocked on average'],
    rows,
  )
}

function enteringTable(): string {
  const rows = [0.2, 0.3, 0.5, 0.7].map((part) => {
    const { epochs, entered, fees } = epochsTo(gameOf(13), part)
    const { bond } = presets.l2.parameters
    return [
      percent(part),
      entered,
      epochs,
      `${short((epochs * presets.l2.parameters.epoch) / 86_400)} days`,
      short(fees / bond),
    ]
  })
  return table(
    ['part of the list', 'places', 'epochs', 'on `l2`', 'fees, in bonds'],
    rows,
  )
}

function byCommittee(
  chance: (committeeSize: number, cartel: number) => number,
): string {
  const rows = allCommitteeSizes.map((size) => [
    committee(size),
    ...adversaryShares.map((cartel) => percent(chance(size, cartel))),
  ])
  return table(['k (quorum)', ...adversaryShares.map(percent)], rows)
}

function gameOf(cartel: number): Game {
  const preset = presets.l2
  return { preset, rules: rulesOf(preset.parameters), places: PLACES, cartel }
}

/* Looking things up. */

function idsOf(plays: readonly Play[]): string[] {
  return [...new Set(plays.map(({ id }) => id))]
}

function realNames(): string[] {
  return Object.values(presets)
    .filter(({ isRealMoney }) => isRealMoney)
    .map(({ name }) => name)
}

function playOf(plays: readonly Play[], id: string, preset: string): Play {
  const found = plays.find((play) => play.id === id && play.preset === preset)
  if (!found) throw new Error(`Nobody played ${id} on ${preset}.`)
  return found
}

function highest(plays: readonly Play[]): Play {
  const [first, ...others] = plays
  if (!first) throw new Error('Nothing was played.')
  return others.reduce(
    (most, play) => (play.damagePerCost > most.damagePerCost ? play : most),
    first,
  )
}

/* Cells. */

function ratio({ damagePerCost }: Play): string {
  if (damagePerCost > 0 && damagePerCost < 0.001) return '< 0.001'
  return short(damagePerCost)
}

function committee(size: number): string {
  return `${size} (${quorum(size)})`
}

/** Two digits that count, down to one in a million. */
function percent(probability: number): string {
  if (probability === 0) return '0'
  if (probability < 1e-6) return '< 0.0001 %'
  return `${Number((100 * probability).toPrecision(2))} %`
}

function ether({ unit }: Parameters, amount: number): string {
  return `${Number(((amount * unit) / 1e18).toPrecision(4))} ether`
}

function time(seconds: number): string {
  for (const [name, length] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const)
    if (seconds >= length && seconds % length === 0)
      return `${seconds / length} ${name}`
  return `${seconds} s`
}

function code(name: string): string {
  return `\`${name}\``
}

/** 1,000,000. */
function grouped(value: number): string {
  return value.toLocaleString('en-US')
}

function table(
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
): string {
  const rule = head.map(() => '---')
  return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
