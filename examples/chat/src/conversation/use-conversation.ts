import { type Message, type Quote, WalletMissingError } from '@aichain/sdk'
import { cidOf, encodePrompt, equalHex } from '@aichain/sdk/core'
import { useEffect, useRef } from 'preact/hooks'
import type { Session } from '../network/session.js'
import { useQuote } from '../network/use-quote.js'
import type { Wallet } from '../wallet/wallet.js'
import { messagesFor } from './conversation.js'
import { openTasks } from './open-tasks.js'
import { resumeTask, runTask, stopReason, type Watch } from './run-task.js'
import {
  advanceTurn,
  failTurn,
  markWithdrawn,
  newTurn,
  restartTurn,
  type Turn,
} from './turn.js'
import { useFinality } from './use-finality.js'
import { type Turns, useTurns } from './use-turns.js'

/** A conversation, and all that can be done with it. One task runs at a time. */
export type Conversation = {
  readonly turns: readonly Turn[]
  readonly isRunning: boolean
  /** What a question costs now; `undefined` until it is known. */
  readonly quote: Quote | undefined
  /** Whatever goes wrong is told in the turn. */
  readonly ask: (question: string) => void
  /** Asks a question again, in a new task, in its place. */
  readonly retry: (turn: Turn) => void
  /** Follows a task that is on the chain, or may be. */
  readonly resume: (turn: Turn) => void
  /** Stops watching; what is on the chain goes on. */
  readonly stop: () => void
  /** Takes all refunds of the wallet's account out of the contract. */
  readonly withdraw: () => Promise<void>
  readonly clear: () => void
}

type Run = (id: string, work: (watch: Watch) => Promise<void>) => void

/** How long a transaction that was sent before a reload may take, in milliseconds. */
const patience = 30_000

/** The conversation that this browser keeps under `name`. */
export function useConversation(
  session: Session,
  wallet: Wallet | undefined,
  name: string,
): Conversation {
  const turns = useTurns(name)
  const { run, stop } = useRunner(turns)
  const isRunning = turns.all.some(({ outcome }) => outcome.type === 'running')
  const quote = useQuote(session, isRunning)
  const context = { session, wallet, turns, run, quote }
  const resume = (turn: Turn) => resumeTurn(context, turn)
  useLeftTurn(turns.all, resume)
  useFinality(session, turns)
  return {
    turns: turns.all,
    isRunning,
    quote,
    ask: (question) => askQuestion(context, question, turns.all),
    retry: ({ id, question }) => {
      const others = turns.all.filter((turn) => turn.id !== id)
      askQuestion(context, question, others)
    },
    resume,
    stop,
    withdraw: () => withdrawAll(context),
    clear: () => {
      stop()
      turns.replaceAll([])
    },
  }
}

/** Runs one task at a time and tells its turn what happens. */
function useRunner({ change }: Turns): {
  readonly run: Run
  readonly stop: () => void
} {
  const controller = useRef<AbortController>(undefined)
  const stop = () => controller.current?.abort(stopReason())
  const run: Run = async (id, work) => {
    stop()
    controller.current = new AbortController()
    try {
      await work({
        signal: controller.current.signal,
        tell: (update) => change(id, (turn) => advanceTurn(turn, update)),
      })
    } catch (error) {
      change(id, (turn) => failTurn(turn, error))
    }
  }
  return { run, stop }
}

/** Goes on with the task that was running when the page was left. */
function useLeftTurn(
  turns: readonly Turn[],
  resume: (turn: Turn) => void,
): void {
  const isDone = useRef(false)
  useEffect(() => {
    if (isDone.current) return
    isDone.current = true
    const left = turns.find(({ outcome }) => outcome.type === 'running')
    if (left !== undefined) resume(left)
  })
}

type Context = {
  readonly session: Session
  readonly wallet: Wallet | undefined
  readonly turns: Turns
  readonly run: Run
  readonly quote: Quote | undefined
}

function askQuestion(
  { session, wallet, turns, run, quote }: Context,
  question: string,
  earlier: readonly Turn[],
): void {
  if (wallet === undefined) return
  const { model, committee } = session.network
  // What the page shows is what is paid.
  const fee = quote?.fee ?? session.network.fee
  const turn = newTurn({
    id: crypto.randomUUID(),
    question,
    account: wallet.client.account.address,
    committee,
    askedAt: Date.now(),
  })
  turns.replaceAll([...earlier, turn])
  run(turn.id, (watch) => {
    const tasks = openTasks(session, wallet)
    const messages = messagesFor(earlier, question)
    const order = { model, fee, committeeSize: committee, messages }
    // Whatever happens to the page, this turn is paid for once.
    const request = { ...order, idempotencyKey: turn.id }
    return runTask(tasks, request, wallet.prepare, watch)
  })
}

function resumeTurn({ session, turns, run }: Context, turn: Turn): void {
  turns.change(turn.id, restartTurn)
  run(turn.id, async (watch) => {
    // Without an id nothing was sent before the page was left.
    if (turn.task === undefined) throw stopReason()
    const { tasks } = session
    const messages = unstoredMessages(turns.all, turn)
    await resumeTask(tasks, turn.task, { patience, messages }, watch)
  })
}

/** What a turn asked, where the page may have been left before it was stored. */
function unstoredMessages(
  all: readonly Turn[],
  { id, question, prompt, isStored }: Turn,
): readonly Message[] | undefined {
  if (isStored) return undefined
  const place = all.findIndex((turn) => turn.id === id)
  const messages = messagesFor(all.slice(0, place), question)
  const bytes = encodePrompt({ type: 'aichain/prompt/1', messages })
  return cidOf(bytes) === prompt ? messages : undefined
}

async function withdrawAll({ session, wallet, turns }: Context): Promise<void> {
  if (wallet === undefined) throw new WalletMissingError()
  await wallet.prepare()
  const tasks = openTasks(session, wallet)
  const { transactionHash: hash } = await tasks.withdraw()
  const { address } = wallet.client.account
  turns.changeAll((turn) =>
    equalHex(turn.account, address) ? markWithdrawn(turn, hash) : turn,
  )
}
