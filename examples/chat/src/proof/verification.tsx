import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../interface/icon.js'
import { type CheckResult, type Claim, verifyAgain } from './verify-again.js'

/** The button that checks everything again, and what it found. */
export function Verification({ claim }: { claim: Claim }) {
  const [results, setResults] = useState<readonly CheckResult[]>([])
  const [state, setState] = useState<'idle' | 'checking' | 'done'>('idle')
  const controller = useRef<AbortController>(undefined)
  useEffect(() => () => controller.current?.abort(), [])

  const verify = async () => {
    controller.current?.abort()
    controller.current = new AbortController()
    const { signal } = controller.current
    setResults([])
    setState('checking')
    try {
      for await (const result of verifyAgain(claim, signal)) {
        setResults((earlier) => [...earlier, result])
      }
      setState('done')
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  return (
    <div class="verification">
      <button
        type="button"
        class="button"
        onClick={verify}
        disabled={state === 'checking'}
      >
        <Icon name="shield" size={18} />
        Verify again in this browser
      </button>
      <ul class="checks" aria-live="polite">
        {results.map(({ name, fault }) => (
          <li key={name} class={fault === undefined ? 'passed' : 'failed'}>
            <Icon name={fault === undefined ? 'check' : 'cross'} size={18} />
            <span>
              <span class="visually-hidden">
                {fault === undefined ? 'Passed: ' : 'Failed: '}
              </span>
              {name}
              {fault !== undefined && <span class="fault">{fault}</span>}
            </span>
          </li>
        ))}
        {state === 'done' && <li class="verdict">{verdict(results)}</li>}
      </ul>
    </div>
  )
}

function verdict(results: readonly CheckResult[]): string {
  const failed = results.filter(({ fault }) => fault !== undefined).length
  return failed === 0
    ? 'All of it holds.'
    : `${failed} of ${results.length} checks failed: do not rely on this answer.`
}
