import type { EngineName } from './engines/index.js'
import type { Figures, MemoryUse, RoundFigures } from './measured-task.js'

/** An engine with one model and one count of threads. */
export type Place = {
  readonly shape: string
  readonly engine: EngineName
  readonly threads: number
}

type Median = number | undefined

/** Figures of an engine at one place: medians over all rounds. */
export type Row = Place & {
  /** Why there are no figures. */
  readonly absent?: string | undefined
  /** Tokens a second, as all rates. */
  readonly decode?: Median
  readonly prefill?: Median
  /** Tokens a second of the processor, all its cores. */
  readonly decodeProcessor?: Median
  readonly prefillProcessor?: Median
  /** Milliseconds, as all times. */
  readonly firstToken?: Median
  readonly firstTokenCold?: Median
  readonly load?: Median
  readonly generate?: Median
  readonly verify?: Median
  /** Bytes. */
  readonly memory?: { readonly [Kind in keyof MemoryUse]?: Median }
  readonly modelBytes?: number
  /** The first few. */
  readonly tokens?: RoundFigures['tokens']
  readonly spread?: Readonly<
    Record<string, { readonly lowest: number; readonly highest: number }>
  >
}

/** What ratios are made of. */
export type Phase =
  | 'decode'
  | 'prefill'
  | 'decodeProcessor'
  | 'prefillProcessor'

type By<Key extends string | number, Value> = Readonly<Record<Key, Value>>

/** By engine, threads, phase, native engine and model. */
export type Ratios = By<
  string,
  By<number, By<string, By<string, By<string, number>>>>
>

/** The engine that all are compared with. */
export const NATIVE: EngineName = 'onnxruntime-node'
export const LLAMA: EngineName = 'llama.cpp'

/** The middle, or between the two in the middle. */
export function median(numbers: readonly number[]): Median {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return undefined
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/**
 * Medians over all rounds.
 *
 * @param rounds - In order.
 */
export function summarise(
  place: Place & { readonly modelBytes: number },
  rounds: readonly Figures[],
): Row {
  const all = (read: (round: Figures) => number | readonly number[]) =>
    rounds.flatMap(read)
  const samples = {
    decode: all(({ decode }) => decode.map(({ clock }) => clock)),
    prefill: all(({ prefill }) => prefill.map(({ clock }) => clock)),
    decodeProcessor: all(({ decode }) => decode.map((d) => d.processor)),
    prefillProcessor: all(({ prefill }) => prefill.map((p) => p.processor)),
    firstToken: all(({ firstToken }) => firstToken),
    firstTokenCold: all(({ firstTokenCold }) => firstTokenCold),
    load: all(({ load }) => load),
    generate: all(({ verification }) => verification.map((v) => v.generate)),
    verify: all(({ verification }) => verification.map((v) => v.verify)),
  }
  const entries = Object.entries(samples).filter(([, list]) => list.length > 0)
  return {
    ...place,
    ...Object.fromEntries(entries.map(([name, list]) => [name, median(list)])),
    memory: {
      resident: median(all(({ memory }) => memory.resident)),
      peak: median(all(({ memory }) => memory.peak)),
      webAssembly: median(all(({ memory }) => memory.webAssembly ?? [])),
    },
    tokens: rounds[0]?.tokens ?? [],
    spread: Object.fromEntries(
      entries.map(([name, list]) => [
        name,
        { lowest: Math.min(...list), highest: Math.max(...list) },
      ]),
    ),
  }
}

/**
 * Speeds against a native engine with as many threads: by engine, threads,
 * phase, native engine and model.
 */
export function ratiosOf(
  rows: readonly Row[],
  phases: readonly Phase[] = ['decode', 'prefill'],
): Ratios {
  const ratios: Tree = {}
  for (const row of rows) {
    for (const phase of phases) {
      for (const native of [NATIVE, LLAMA]) {
        const ratio = ratioTo(rows, row, phase, native)
        if (ratio === undefined || row.engine === native) continue
        const { engine, threads, shape } = row
        const path: Path = [engine, threads, phase, native, shape]
        setAt(ratios, path, ratio)
      }
    }
  }
  return ratios as Ratios
}

type Tree = { [key: string]: Tree | number }

type Path = readonly [string | number, ...(string | number)[]]

function setAt(tree: Tree, [first, next, ...rest]: Path, value: number): void {
  if (next === undefined) {
    tree[first] = value
    return
  }
  const branch = tree[first] ?? {}
  tree[first] = branch
  setAt(branch as Tree, [next, ...rest], value)
}

function ratioTo(
  rows: readonly Row[],
  row: Row,
  phase: Phase,
  native: EngineName,
): number | undefined {
  const { shape, threads, [phase]: speed } = row
  const other = find(rows, { shape, threads, engine: native })?.[phase]
  return other && speed ? speed / other : undefined
}

/** The row of a place. */
export function find(
  rows: readonly Row[],
  { shape, engine, threads }: Place,
): Row | undefined {
  return rows.find(
    (row) =>
      row.shape === shape && row.engine === engine && row.threads === threads,
  )
}
