import type { ProtocolEvent } from '../task/protocol-event.js'

/**
 * The kinds of events whose meaning depends on when they happened: tasks are
 * drawn from the places of the epoch in which they were added, for instance.
 */
export const timedKinds = [
  'list-opened',
  'model-registered',
  'place-pruned',
  'seat-joined',
  'task-added',
  'task-appealed',
] as const satisfies readonly ProtocolEvent['type'][]

type TimedKind = (typeof timedKinds)[number]

/**
 * An event as an index takes it: those of {@link timedKinds} with the time of
 * their block, in seconds since the epoch. The others may have it.
 */
export type TimedEvent = Timed<ProtocolEvent>

/** The event of one kind. */
export type TimedEventOf<T extends ProtocolEvent['type']> = Extract<
  TimedEvent,
  { readonly type: T }
>

/** Whether an index has to know when an event happened. */
export function needsTime(
  event: ProtocolEvent,
): event is Extract<ProtocolEvent, { readonly type: TimedKind }> {
  return timedKinds.some((kind) => kind === event.type)
}

type Timed<E extends ProtocolEvent> = E extends { readonly type: TimedKind }
  ? E & { readonly timestamp: number }
  : E & { readonly timestamp?: number | undefined }
