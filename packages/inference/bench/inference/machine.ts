import { cpus, loadavg, totalmem } from 'node:os'
import { choosePins } from './cores.js'

/** What matters of this machine, without what it is called. */
export function describeMachine(): Readonly<Record<string, string>> {
  const [first] = cpus()
  const gibibytes = Math.round(totalmem() / 2 ** 30)
  return {
    processor: first?.model.trim() ?? 'unknown',
    cores: String(cpus().length),
    memory: `${gibibytes} GiB`,
    system: `${process.platform} ${process.arch}`,
    'Node.js': process.versions.node,
    // What others ran at the start; figures of a busy machine are worth little.
    'load before': (loadavg()[0] ?? 0).toFixed(1),
    pinned: choosePins(1) ? 'yes, with taskset' : 'no',
    date: new Date().toISOString().slice(0, 10),
  }
}
