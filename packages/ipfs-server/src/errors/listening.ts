import { defineError } from '@aichain/base'

/**
 * Somebody else listens on the port that was asked for.
 *
 * Choose another port, or leave the option out to get a free one.
 */
export class PortBusyError extends /* @__PURE__ */ defineError<{
  readonly port: number
  /** The service that wanted it. */
  readonly what: string
}>()({
  code: 'port-busy',
  message: ({ port, what }) => `Port ${port} for ${what} is already in use.`,
  remedy: 'Choose another port, or leave it out to get a free one.',
  facts: () => ({}),
}) {}

/**
 * The system does not let the server listen at this address.
 *
 * The facts hold what it said. The usual causes are a host that is no address
 * of this machine, and a port below 1024, which only some users may take.
 */
export class AddressRefusedError extends /* @__PURE__ */ defineError<{
  readonly host: string
  readonly port: number
  /** The service that wanted it. */
  readonly what: string
  /** What the system said. */
  readonly reason: string
}>()({
  code: 'address-refused',
  message: ({ what }) => `The system refuses the address of ${what}.`,
  remedy: 'Choose an address of this machine and a port from 1024 up.',
  facts: ({ host, port, reason }) => ({ host, port, reason }),
}) {}
