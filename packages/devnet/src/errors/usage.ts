import { defineError } from '@aichain/base'

/**
 * The command line asks for something that does not exist or makes no sense.
 *
 * Nothing was started. The remedy says what to type.
 */
export class UsageError extends /* @__PURE__ */ defineError<{
  readonly problem: string
  readonly remedy: string
}>()({
  code: 'usage',
  message: ({ problem }) => problem,
  remedy: ({ remedy }) => remedy,
  facts: () => ({}),
}) {
  constructor(problem: string, remedy: string) {
    super({ problem, remedy })
  }
}
