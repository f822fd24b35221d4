export type ErrorDocumentation = {
  readonly name: string
  readonly code: string
  readonly retryable: boolean
  readonly text: string
}

export const page: string
export function readTopics(): readonly {
  readonly topic: string
  readonly errors: readonly ErrorDocumentation[]
}[]
export function renderPage(): string
