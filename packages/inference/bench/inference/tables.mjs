import { engines } from './engines/index.mjs'
import { LLAMA, NATIVE } from './summary.mjs'

/**
 * The tables of docs/inference-speed.md, which the terminal shows as well.
 *
 * @param {{ rows: readonly import('./summary.mjs').Row[], ratios: any, goals: readonly import('./goals.mjs').Verdict[], machine: any }} report
 * @returns {Record<string, string>} By the name of their place in the page.
 */
export function tablesOf(report) {
  return {
    'inference-machine': machineTable(report),
    'inference-goals': goalTable(report),
    'inference-speed': speedTable(report),
    'inference-ratios': ratioTable(report),
    'inference-memory': memoryTable(report),
  }
}

const decimals = (value, count = 2) => value?.toFixed(count) ?? '–'
const whole = (value) => decimals(value, 0)
const mebibytes = (bytes) =>
  bytes === undefined ? '–' : whole(bytes / 2 ** 20)

function machineTable({ machine }) {
  return table(
    ['', ''],
    Object.entries(machine).map(([name, value]) => [name, value]),
  )
}

function goalTable({ goals }) {
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

function speedTable({ rows }) {
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

function ratioTable({ rows, ratios }) {
  const places = rows.filter(
    ({ engine, absent }) => absent === undefined && engine !== NATIVE,
  )
  const ratio = ({ engine, threads, shape }, phase, native) =>
    decimals(ratios[engine]?.[threads]?.[phase]?.[native]?.[shape])
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

function memoryTable({ rows }) {
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
    places.map(({ shape, engine, memory, modelBytes, load }) => [
      shape,
      engines[engine].title,
      mebibytes(modelBytes),
      mebibytes(memory.resident),
      decimals(memory.resident / modelBytes),
      mebibytes(memory.peak),
      mebibytes(memory.webAssembly),
      memory.webAssembly === undefined
        ? '–'
        : decimals(memory.webAssembly / modelBytes),
      whole(load),
    ]),
  )
}

/**
 * Where the integer engine's time goes.
 *
 * @param {readonly { shape: string, phase: string, functions: readonly { name: string, share: number }[] }[]} profiles
 */
export function profileTable(profiles) {
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
export function table(head, rows) {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => String(cell).replaceAll('|', '\\|')),
  )
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((row) => row[column].length)),
  )
  const line = (row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  const [first, ...others] = cells.map(line)
  return [first, rule, ...others].join('\n')
}
