import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from '../interface/icon.js'

/** A box in place of an answer: what happened and what can be done. */
export function Notice({
  tone,
  icon,
  title,
  children,
}: {
  tone: 'wrong' | 'refund' | 'plain'
  icon: IconName
  title: string
  children: ComponentChildren
}) {
  return (
    <div class={`notice ${tone}`}>
      <Icon name={icon} size={22} />
      <div class="notice-body">
        <h3>{title}</h3>
        {children}
      </div>
    </div>
  )
}
