import { formatEther } from 'viem'

/** Where the command line talks to a person. */
export type Terminal = {
  readonly write: (text: string) => void
  /** A person watches: lines may be redrawn. */
  readonly live: boolean
  readonly paint: Paint
}

type Style = (text: string) => string

export type Paint = Readonly<
  Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', Style>
>

/** A stream of this process, as far as a terminal is needed. */
export type TerminalStream = {
  readonly write: (text: string) => unknown
  readonly isTTY?: boolean | undefined
  readonly on?: (event: 'error', listener: () => void) => unknown
}

/**
 * Wraps a stream; colours only where they are wanted.
 *
 * @see {@link https://no-color.org}
 */
export function createTerminal(
  stream: TerminalStream,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Terminal {
  const live = stream.isTTY === true
  const colours =
    !environment.NO_COLOR && (live || Boolean(environment.FORCE_COLOR))
  const style =
    (code: number): Style =>
    (text) =>
      colours ? `\u001b[${code}m${text}\u001b[0m` : text
  return {
    write: (text) => {
      stream.write(text)
    },
    live,
    paint: {
      bold: style(1),
      dim: style(2),
      red: style(31),
      green: style(32),
      yellow: style(33),
      cyan: style(36),
    },
  }
}

/** Milliseconds as people read them. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 950) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1_000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/** Wei as ether, exactly. */
export function formatMoney(wei: bigint): string {
  return `${formatEther(wei)} ETH`
}

/** The two ends of something long: `0x7099…79c8`. */
export function shorten(text: string, head = 6, tail = 4): string {
  if (text.length <= head + tail + 1) return text
  return `${text.slice(0, head)}…${text.slice(-tail)}`
}

export type Column = {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/**
 * Lines of a table, columns as wide as they need to be. `style` colours a whole
 * line after it has been laid out, so that codes do not count as width.
 */
export function layoutTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const titles = columns.map(({ title }) => title)
  const widths = columns.map((_, index) =>
    Math.max(...[titles, ...rows].map((row) => row[index]?.length ?? 0)),
  )
  const layout = (row: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = row[index] ?? ''
        const width = widths[index] ?? 0
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [layout(titles), ...rows.map(layout)]
}

/** Breaks text into lines of at most `width` characters, at spaces. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapLine(paragraph, width))
}

function wrapLine(paragraph: string, width: number): readonly string[] {
  const lines: string[] = ['']
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`
    } else lines.push(word)
  }
  return lines
}

/** Text from elsewhere without what could move the cursor or ring the bell. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '')
}
