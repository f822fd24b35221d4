const shapes = {
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  chevron: 'M7 10l5 5 5-5',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.5v2M12 19.5v2M4.2 4.2l1.5 1.5M18.3 18.3l1.5 1.5M2.5 12h2M19.5 12h2M4.2 19.8l1.5-1.5M18.3 5.7l1.5-1.5',
  moon: 'M20 14.2A8.2 8.2 0 019.8 4 8.2 8.2 0 1020 14.2z',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  external: 'M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9',
  plus: 'M12 5v14M5 12h14',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  lock: 'M6.5 11h11v8h-11zM9 11V8a3 3 0 016 0v3',
  key: 'M14.5 13.5a4.5 4.5 0 10-4-2.5L4 17.5V20h3v-2h2v-2h2l1-1.5M15.5 8.5h.01',
  wallet: 'M4 7.5h15v11H4zM4 7.5l12-3v3M19 11.5h-4a1.5 1.5 0 000 3h4',
  retry: 'M19 12a7 7 0 11-2.2-5.1M19 4v4h-4',
  shield:
    'M12 3.5l7 2.5v5.5c0 4.4-3 7.6-7 9-4-1.4-7-4.6-7-9V6zM8.8 12l2.3 2.3 4.2-4.6',
} as const

export type IconName = keyof typeof shapes

/** A line drawing. Decorative: the words beside it, or a label, say it too. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
