import { useEffect, useState } from 'preact/hooks'
import { readStored, writeStored } from './stored.js'

export type Theme = 'light' | 'dark'

const key = 'aichain.theme'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')

/** Shows the theme that the person chose earlier, before anything is drawn. */
export function restoreTheme(): void {
  const chosen = storedTheme()
  if (chosen !== undefined) show(chosen)
}

/** The theme shown: the person's choice, or else the system's. */
export function useTheme(): [theme: Theme, toggle: () => void] {
  const [chosen, setChosen] = useState(storedTheme)
  const [system, setSystem] = useState<Theme>(systemTheme)
  useEffect(() => {
    const follow = () => setSystem(systemTheme())
    systemIsDark.addEventListener('change', follow)
    return () => systemIsDark.removeEventListener('change', follow)
  }, [])
  const theme = chosen ?? system
  const toggle = () => {
    const other = theme === 'dark' ? 'light' : 'dark'
    setChosen(other)
    writeStored(key, other)
    show(other)
  }
  return [theme, toggle]
}

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme
}

function systemTheme(): Theme {
  return systemIsDark.matches ? 'dark' : 'light'
}

function storedTheme(): Theme | undefined {
  const stored = readStored(key)
  return stored === 'light' || stored === 'dark' ? stored : undefined
}
