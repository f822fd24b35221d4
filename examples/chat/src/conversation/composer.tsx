import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { Icon } from '../interface/icon.js'

/** Where the question is written. Enter sends, Shift+Enter starts a new line. */
export function Composer({
  value,
  onInput,
  onSend,
  onStop,
  isRunning,
  note,
  field,
}: {
  value: string
  onInput: (value: string) => void
  onSend: () => void
  onStop: () => void
  isRunning: boolean
  /** What sending costs, or what must be done before it. */
  note: string
  field: RefObject<HTMLTextAreaElement | null>
}) {
  useLayoutEffect(() => fitHeight(field.current), [field, value])
  const canSend = !isRunning && value.trim() !== ''
  const submit = (event: Event) => {
    event.preventDefault()
    if (canSend) onSend()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed (Chinese, Japanese…) Enter accepts it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    submit(event)
  }
  return (
    <form class="composer" aria-label="Ask a question" onSubmit={submit}>
      <div class="composer-box">
        <label class="visually-hidden" for="question">
          Your question
        </label>
        <textarea
          id="question"
          ref={field}
          rows={1}
          value={value}
          placeholder="Ask a question"
          aria-describedby="composer-note"
          autocomplete="off"
          enterkeyhint="send"
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {isRunning ? (
          <button
            key="stop"
            type="button"
            class="button icon send"
            aria-label="Stop"
            aria-keyshortcuts="Escape"
            onClick={onStop}
          >
            <span class="stop-square" aria-hidden="true" />
          </button>
        ) : (
          <button
            key="send"
            type="submit"
            class="button icon send primary"
            aria-label="Send"
            aria-disabled={!canSend}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
      <p class="composer-note" id="composer-note">
        {note}
      </p>
    </form>
  )
}

function fitHeight(field: HTMLTextAreaElement | null): void {
  if (field === null) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
