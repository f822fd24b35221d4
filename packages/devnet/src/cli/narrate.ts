import type { TaskUpdate } from '@aichain/sdk'
import type { DevnetNodeUpdate } from '../settings/devnet-node-update.js'
import type {
  DevnetProgress,
  DevnetStage,
} from '../settings/devnet-progress.js'
import {
  formatDuration,
  formatMoney,
  shorten,
  type Terminal,
} from './terminal.js'

const titles: Readonly<Record<DevnetStage, string>> = {
  chain: 'Chain',
  ipfs: 'IPFS',
  contracts: 'Contracts and seats',
  model: 'Model',
  places: 'Places',
  nodes: 'Nodes',
}

/** Tells of a start. */
export type StartNarrator = {
  readonly onProgress: (event: DevnetProgress) => void
  /** Lets go of the line that is being redrawn, however the start went. */
  readonly end: () => void
}

const redrawInterval = 100

/** Tells how a network comes up: a line per stage, redrawn while it runs. */
export function narrateStart(terminal: Terminal): StartNarrator {
  const { write, live, paint } = terminal
  let redraw: NodeJS.Timeout | undefined
  let note = ''
  let started = 0

  const draw = (title: string): void => {
    const time = formatDuration(performance.now() - started)
    const text = line(terminal, paint.dim('·'), title, note, time)
    write(`${erase(live)}${text.trimEnd()}`)
  }
  const end = (): void => {
    clearInterval(redraw)
    redraw = undefined
  }
  const onProgress = (event: DevnetProgress): void => {
    const title = titles[event.stage]
    if (event.type === 'stage-finished') {
      end()
      const time = formatDuration(event.milliseconds)
      const text = line(terminal, paint.green('✓'), title, event.note, time)
      write(`${erase(live)}${text}`)
    } else if (event.type === 'stage-progress') {
      note = event.note
    } else {
      note = ''
      started = performance.now()
      if (live) redraw = setInterval(draw, redrawInterval, title)
    }
  }
  return { onProgress, end }
}

/** Tells what becomes of a question, a line per step. */
export function narrateTask(
  terminal: Terminal,
  started: number,
): (update: TaskUpdate) => void {
  return (update) => {
    const told = describeUpdate(update)
    if (told === undefined) return
    const time = formatDuration(update.at - started)
    const mark = terminal.paint.green('✓')
    terminal.write(line(terminal, mark, told.title, told.note, time))
  }
}

type Told = { readonly title: string; readonly note: string }

function describeUpdate(update: TaskUpdate): Told | undefined {
  switch (update.type) {
    case 'transaction-sent':
      return { title: 'Task sent', note: update.transactionHash }
    case 'prompt-stored':
      return { title: 'Question stored', note: update.prompt }
    case 'posted':
      return {
        title: `Task in block ${update.blockNumber}`,
        note: `${update.task} for ${formatMoney(update.fee)}`,
      }
    case 'committee-drawn':
      return {
        title: 'Committee drawn',
        note: `seats ${update.members.map(({ seat }) => seat).join(', ')}`,
      }
    case 'vote-committed':
      return {
        title: `Vote ${update.count} of ${update.of} sealed`,
        note: `seat ${update.seat}`,
      }
    case 'vote-revealed':
      return {
        title: `Vote ${update.count} of ${update.of} shown`,
        note: `seat ${update.seat}: ${update.output}`,
      }
    case 'vote-uncounted':
      return {
        title: 'Vote not counted',
        note: `seat ${update.seat} holds too little`,
      }
    case 'decided':
      return { title: 'Agreed', note: update.output }
    case 'reorganized':
      return { title: 'Chain reorganized', note: `after ${update.ancestor}` }
    case 'reconnecting':
      return { title: 'Chain not heard of', note: troubles[update.reason] }
    case 'reconnected':
      return { title: 'Chain heard of again', note: '' }
    case 'answer':
      return { title: 'Answer checked', note: 'its bytes match its CID' }
    default:
      return undefined
  }
}

const troubles = {
  unreachable: 'it does not answer',
  'no-blocks': 'it makes no blocks',
} as const

/** Tells what an operator should know of; what goes well is not among it. */
export function narrateNode(
  { write, paint, live }: Terminal,
  node: number,
  update: DevnetNodeUpdate,
): void {
  const told = trouble(update)
  if (told === undefined) return
  write(`${erase(live)}  ${paint.yellow('!')} node ${node} ${told}\n`)
}

function trouble(update: DevnetNodeUpdate): string | undefined {
  switch (update.type) {
    case 'crashed':
      return 'crashed'
    case 'restarted':
      return 'is back'
    case 'degraded':
      return `has trouble with its ${update.part}: ${firstLine(update.error)}`
    case 'recovered':
      return `has its ${update.part} back`
    case 'seat-weak':
      return `holds too little for its votes to count: ${formatMoney(update.balance)}`
    case 'seat-leaving':
      return update.ejected ? 'was put out for its losses' : 'leaves its seat'
    case 'entrance-closed':
      return 'waits for a place, which its list has from the next epoch on'
    case 'appealed':
      return 'appeals a decision'
    case 'error':
      return firstLine(update.error)
    default:
      return undefined
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0] ?? ''
}

const titleWidth = 22
const noteWidth = 41
const timeWidth = 12

function line(
  { paint }: Terminal,
  mark: string,
  title: string,
  note: string,
  time: string,
): string {
  const cut = shorten(note, noteWidth - 9, 8)
  return `  ${mark} ${title.padEnd(titleWidth)}${paint.dim(
    cut.padEnd(noteWidth) + time.padStart(timeWidth),
  )}\n`
}

function erase(live: boolean): string {
  return live ? '\r\u001b[K' : ''
}
