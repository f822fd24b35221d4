import { useEffect, useState } from 'preact/hooks'
import { readStored, writeStored } from './stored.js'

export type Theme = 'light' | 'dark'

const key = 'aichain.theme'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

/** The theme shown: the person's choice, or else the system's. */
export function useTheme(): [theme: Theme, toggle: () => void] {
  const [chosen, setChosen] = useState(storedTheme)
  const [system, setSystem] = useState<Theme>(systemTheme)
  useEffect(() => {
    const follow = () => setSystem(systemTheme())
    systemIsDark.addEventListener('change', follow)
    return () => systemIsDark.removeEventListener('change', follow)
  }, [])
  useEffect(() => {
    if (chosen === undefined) return
    document.documentElement.dataset.theme = chosen
    writeStored(key, chosen)
  }, [chosen])
  const theme = chosen ?? system
  return [theme, () => setChosen(theme === 'dark' ? 'light' : 'dark')]
}

function systemTheme(): Theme {
  return systemIsDark.matches ? 'dark' : 'light'
}

function storedTheme(): Theme | undefined {
  const stored = readStored(key)
  return stored === 'light' || stored === 'dark' ? stored : undefined
}
