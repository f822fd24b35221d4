import { useState } from 'preact/hooks'
import { shorten } from '../format/shorten.js'
import { Icon } from './icon.js'

/** A long identifier, shortened, with a button that copies all of it. */
export function Copyable({
  value,
  name,
  href,
}: {
  value: string
  /** What it is, for the button's label: `the task id`. */
  name: string
  href?: string | undefined
}) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
  const text = <code title={value}>{shorten(value, 10, 6)}</code>
  return (
    <span class="copyable">
      {href === undefined ? (
        text
      ) : (
        <a href={href} target="_blank" rel="noreferrer">
          {text}
          <Icon name="external" size={14} />
          <span class="visually-hidden"> (opens in a new tab)</span>
        </a>
      )}
      <button
        type="button"
        class="copy"
        aria-label={copied ? `Copied ${name}` : `Copy ${name}`}
        onClick={copy}
        onBlur={() => setCopied(false)}
      >
        <Icon name={copied ? 'check' : 'copy'} size={16} />
      </button>
    </span>
  )
}
