import type { ProtocolEvent } from '../task/protocol-event.js'

/**
 * An event with the time of its block, in seconds since the epoch: tasks are
 * drawn from the places of the epoch in which they were added.
 */
export type TimedEvent = ProtocolEvent & { readonly timestamp: number }

/** The event of one kind. */
export type TimedEventOf<T extends ProtocolEvent['type']> = Extract<
  TimedEvent,
  { readonly type: T }
>
