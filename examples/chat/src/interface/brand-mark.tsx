const dots = [0, 1, 2, 3, 4].map((index) => {
  const angle = (index * 72 - 90) * (Math.PI / 180)
  return { x: 16 + 11 * Math.cos(angle), y: 16 + 11 * Math.sin(angle) }
})

/** Five nodes around one answer. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg
      class="brand-mark"
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
    >
      <polygon
        points={dots.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        opacity="0.55"
      />
      {dots.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="3.2" fill="currentColor" />
      ))}
      <circle class="agreement" cx="16" cy="16" r="3.6" fill="currentColor" />
    </svg>
  )
}
