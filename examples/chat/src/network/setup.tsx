import type { ComponentChildren } from 'preact'
import { BrandMark } from '../interface/brand-mark.js'

/** A page in place of the chat, while there is no network to chat with. */
export function Setup({
  title,
  children,
}: {
  title: string
  children?: ComponentChildren
}) {
  return (
    <main id="main" tabIndex={-1}>
      <div class="setup stack">
        <BrandMark size={48} />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
