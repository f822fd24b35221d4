import { existsSync, readFileSync } from 'node:fs'

/**
 * Which processors a measured process may use, one of each core: those at the
 * end, because the system prefers the first. `undefined` where nothing can pin.
 */
export function choosePins(count: number): readonly number[] | undefined {
  const status = '/proc/self/status'
  if (!existsSync(status) || !existsSync('/usr/bin/taskset')) return undefined
  const [, allowed = ''] =
    /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync(status, 'utf8')) ?? []
  const cores = firstOfEachCore(parseList(allowed), siblingsOf)
  return cores.length < count ? undefined : cores.slice(-count)
}

/** Numbers of a list such as `0-2,5`. */
export function parseList(list: string): number[] {
  return list
    .split(',')
    .filter((range) => range.trim() !== '')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, n) => first + n)
    })
}

/**
 * Threads of one core share its arithmetic, so two of them are not two.
 */
export function firstOfEachCore(
  processors: readonly number[],
  siblings: (processor: number) => readonly number[],
): number[] {
  const taken = new Set<number>()
  return processors.filter((processor) => {
    if (taken.has(processor)) return false
    for (const sibling of siblings(processor)) taken.add(sibling)
    return true
  })
}

function siblingsOf(processor: number): readonly number[] {
  const path = `/sys/devices/system/cpu/cpu${processor}/topology/thread_siblings_list`
  return existsSync(path) ? parseList(readFileSync(path, 'utf8')) : [processor]
}
