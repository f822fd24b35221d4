import { engines } from './engines/index.js'
import type { GoalVerdict } from './goals.js'
import type { HotFunction } from './profile.js'
import { LLAMA, NATIVE, type Place, type Ratios, type Row } from './summary.js'

/** What the tables show. */
export type BenchmarkReport = {
  readonly rows: readonly Row[]
  readonly ratios: Ratios
  readonly goals: readonly GoalVerdict[]
  readonly machine: Readonly<Record<string, string>>
}

/** Tables, by the name of their place in the page. */
export type PageTables = Record<string, string>

/** The tables of docs/inference-speed.md, which the terminal shows as well. */
export function tablesOf(report: BenchmarkReport): PageTables {
  return {
    'inference-machine': machineTable(report),
    'inference-goals': goalTable(report),
    'inference-speed': speedTable(report),
    'inference-ratios': ratioTable(report),
    'inference-memory': memoryTable(report),
  }
}

const decimals = (value: number | undefined, count = 2) =>
  value?.toFixed(count) ?? '–'
const whole = (value: number | undefined) => decimals(value, 0)
const mebibytes = (bytes: number | undefined) =>
  bytes === undefined ? '–' : whole(bytes / 2 ** 20)

function machineTable({ machine }: BenchmarkReport): string {
  return table(
    ['', ''],
    Object.entries(machine).map(([name, value]) => [name, value]),
  )
}

function goalTable({ goals }: BenchmarkReport): string {
  return table(
    ['goal', 'model', 'bar', 'measured', ''],
    goals.map(({ name, shape, bar, isUpper, unit, value, isMet }) => [
      name,
      shape,
      `${isUpper ? '≤' : '≥'} ${bar} ${unit}`,
      value === undefined
        ? '–'
        : `${decimals(value, unit === '×' ? 2 : 0)} ${unit}`,
      value === undefined ? 'not measured' : isMet ? 'met' : '**missed**',
    ]),
  )
}

function speedTable({ rows }: BenchmarkReport): string {
  return table(
    [
      'model',
      'engine',
      'threads',
      'decode, tokens/s',
      'prefill, tokens/s',
      'first token, ms',
      'after loading, ms',
      'generate, ms',
      'verify, ms',
    ],
    rows.map((row) => [
      row.shape,
      engines[row.engine].title,
      row.threads,
      ...(row.absent === undefined
        ? [
            decimals(row.decode, 1),
            whole(row.prefill),
            whole(row.firstToken),
            whole(row.firstTokenCold),
            whole(row.generate),
            whole(row.verify),
          ]
        : [`absent: ${row.absent}`, '', '', '', '', '']),
    ]),
  )
}

function ratioTable({ rows, ratios }: BenchmarkReport): string {
  const places = rows.filter(
    ({ engine, absent }) => absent === undefined && engine !== NATIVE,
  )
  const ratio = (
    { engine, threads, shape }: Place,
    phase: string,
    native: string,
  ) => decimals(ratios[engine]?.[threads]?.[phase]?.[native]?.[shape])
  return table(
    [
      'model',
      'engine',
      'threads',
      'decode / native ORT',
      'decode / llama.cpp',
      'prefill / native ORT',
      'prefill / llama.cpp',
    ],
    places.map((row) => [
      row.shape,
      engines[row.engine].title,
      row.threads,
      ratio(row, 'decode', NATIVE),
      ratio(row, 'decode', LLAMA),
      ratio(row, 'prefill', NATIVE),
      ratio(row, 'prefill', LLAMA),
    ]),
  )
}

function memoryTable({ rows }: BenchmarkReport): string {
  const places = rows.filter(
    ({ threads, absent }) => absent === undefined && threads === 1,
  )
  return table(
    [
      'model',
      'engine',
      'file, MiB',
      'growth, MiB',
      '/ file',
      'peak, MiB',
      'WebAssembly, MiB',
      '/ file',
      'load, ms',
    ],
    places.map(({ shape, engine, memory, modelBytes = 1, load }) => [
      shape,
      engines[engine].title,
      mebibytes(modelBytes),
      mebibytes(memory?.resident),
      decimals(partOf(memory?.resident, modelBytes)),
      mebibytes(memory?.peak),
      mebibytes(memory?.webAssembly),
      decimals(partOf(memory?.webAssembly, modelBytes)),
      whole(load),
    ]),
  )
}

const partOf = (bytes: number | undefined, whole: number) =>
  bytes === undefined ? undefined : bytes / whole

/** Where the time goes while a model reads or writes. */
export type PhaseProfile = {
  readonly shape: string
  readonly phase: string
  readonly functions: readonly HotFunction[]
}

/** Where the integer engine's time goes. */
export function profileTable(profiles: readonly PhaseProfile[]): string {
  return table(
    ['model', 'phase', 'function', 'share'],
    profiles.flatMap(({ shape, phase, functions }) =>
      functions.map(({ name, share }) => [
        shape,
        phase,
        `\`${name}\``,
        `${(100 * share).toFixed(1)} %`,
      ]),
    ),
  )
}

/** Markdown that reads well as it is. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => String(cell).replaceAll('|', '\\|')),
  )
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  const [first, ...others] = cells.map(line)
  return [first, rule, ...others].join('\n')
}
