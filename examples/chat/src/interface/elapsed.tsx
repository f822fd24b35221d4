import { useEffect, useState } from 'preact/hooks'

/** Seconds since `since`, counting. Not read aloud: it would never stop. */
export function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, now - since) / 1000
  return (
    <span class="elapsed" aria-hidden="true">
      {seconds.toFixed(1)} s
    </span>
  )
}
