import {
  AnswerOverturnedError,
  AnswerVoidError,
  type Verdict,
} from '@aichain/sdk'
import type { Receipt, TaskId } from '@aichain/sdk/core'

/** How far an answer can be relied on. */
export type Standing =
  /** Nothing was read about it yet. */
  | { readonly type: 'unknown' }
  /** Until then somebody may appeal; in seconds since the epoch. */
  | { readonly type: 'open'; readonly until: number | undefined }
  /** A larger committee decides whether it is right. */
  | {
      readonly type: 'appealed'
      readonly appeal: TaskId
      readonly attempt: number
    }
  | { readonly type: 'final' }
  /** The appeal found another answer. */
  | { readonly type: 'overturned'; readonly appeal: TaskId }
  /** Whether it is right cannot be found out any more. */
  | { readonly type: 'void' }

/** How an answer stood when it was given. */
export function standingOf({ isFinal, appealableUntil }: Verdict): Standing {
  return isFinal ? { type: 'final' } : { type: 'open', until: appealableUntil }
}

/** How an answer stands after what ended the following of it, if that says so. */
export function standingAfter(error: unknown): Standing | undefined {
  if (error instanceof AnswerOverturnedError)
    return { type: 'overturned', appeal: error.appeal }
  return error instanceof AnswerVoidError ? { type: 'void' } : undefined
}

/** Whether an answer is not to be relied on, and never will be. */
export function isRefuted({ type }: Standing): boolean {
  return type === 'overturned' || type === 'void'
}

/** Whether nothing can change it any more. */
export function isSettled(standing: Standing): boolean {
  return standing.type === 'final' || isRefuted(standing)
}

/** How an answer stands, in a few words. */
export function standingWords(standing: Standing): string | undefined {
  switch (standing.type) {
    case 'unknown':
      return undefined
    case 'open':
      return standing.until === undefined
        ? 'not final yet'
        : `final at ${clockTime(standing.until)} unless appealed`
    case 'appealed':
      return 'appealed: a larger committee decides'
    case 'final':
      return 'final'
    case 'overturned':
      return 'overturned'
    case 'void':
      return 'void'
  }
}

/** The same for somebody who wants to know what that means. */
export function standingSentence(
  standing: Standing,
  { appealable }: Pick<Receipt, 'appealable'>,
): string {
  switch (standing.type) {
    case 'unknown':
      return 'Whether it is final is not known here.'
    case 'open':
      return `${untilWhen(standing.until)} anybody may put up a deposit and have more nodes decide whether it is right. Nobody has.`
    case 'appealed':
      return 'Somebody put up a deposit, and a larger committee decides whether it is right.'
    case 'final':
      return appealable
        ? 'Nothing can change it any more.'
        : 'Nothing can change it: too few nodes serve the model for an appeal.'
    case 'overturned':
      return 'A larger committee found another answer. Do not rely on this one.'
    case 'void':
      return 'Whether it is right cannot be found out any more: an appeal could not fetch the prompt. Do not rely on it.'
  }
}

function untilWhen(seconds: number | undefined): string {
  return seconds === undefined ? 'For now' : `Until ${clockTime(seconds)}`
}

function clockTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}
