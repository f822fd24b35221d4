// @ts-check
import { Failure } from './failure.mjs'

/**
 * @typedef {object} Steps
 * @property {<T>(title: string, work: () => Promise<T>) => Promise<T>} run -
 *   Shows a step while it runs and what became of it. Steps may run together.
 * @property {(title: string, note: string) => void} skip - A step that had nothing to do.
 * @property {(line: string) => void} say - A line on its own.
 */

/**
 * What is needed of a stream to talk to a person.
 *
 * @typedef {{ isTTY?: boolean, write: (text: string) => unknown }} Output
 */

/**
 * Tells a person how far a script is: a line per step, with a running clock
 * where the stream is a terminal.
 *
 * @param {Output} [stream] - stderr where stdout belongs to data.
 * @returns {Steps}
 */
export function createSteps(stream = process.stdout) {
  const paint = painter(stream)
  const live = liveLine(stream, paint)

  /**
   * @param {string} mark
   * @param {string} title
   * @param {string} note
   */
  const finish = (mark, title, note) =>
    live.above(stepLine(paint, mark, title, note))

  return {
    async run(title, work) {
      const step = { title, started: performance.now() }
      const elapsed = () => duration(performance.now() - step.started)
      live.add(step)
      try {
        const result = await work()
        live.remove(step)
        finish(paint.green('✓'), title, elapsed())
        return result
      } catch (error) {
        live.remove(step)
        finish(paint.red('✗'), title, elapsed())
        throw error
      }
    },
    skip: (title, note) => finish(paint.dim('–'), title, note),
    say: (text) => live.above(`${text}\n`),
  }
}

/** @typedef {{ readonly title: string, readonly started: number }} RunningStep */

/**
 * The last line of a terminal: what is running, and for how long.
 *
 * @param {Output} stream
 * @param {Paint} paint
 */
function liveLine(stream, paint) {
  const isLive = stream.isTTY === true
  /** @type {Set<RunningStep>} */
  const running = new Set()
  /** @type {NodeJS.Timeout | undefined} */
  let clock

  function draw() {
    const [oldest] = running
    if (!isLive || oldest === undefined) return
    const others = running.size > 1 ? ` (and ${running.size - 1} more)` : ''
    const elapsed = duration(performance.now() - oldest.started)
    const line = stepLine(paint, paint.dim('·'), oldest.title + others, elapsed)
    stream.write(`\r\u001b[K${line.trimEnd()}`)
  }

  return {
    /** @param {RunningStep} step */
    add(step) {
      running.add(step)
      if (isLive) clock ??= setInterval(draw, 200)
      draw()
    },
    /** @param {RunningStep} step */
    remove(step) {
      running.delete(step)
      if (running.size > 0) return
      clearInterval(clock)
      clock = undefined
    },
    /** @param {string} text - Whole lines, which stay. */
    above(text) {
      stream.write(`${isLive ? '\r\u001b[K' : ''}${text}`)
      draw()
    },
  }
}

/**
 * @param {Paint} paint
 * @param {string} mark
 * @param {string} title
 * @param {string} note
 */
function stepLine(paint, mark, title, note) {
  return `  ${mark} ${title.padEnd(46)}${paint.dim(note.padStart(12))}\n`
}

/**
 * Milliseconds as people read them.
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  if (milliseconds < 950) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}

/** @typedef {ReturnType<typeof painter>} Paint */

/**
 * Colours for a stream, or none where they are not wanted.
 *
 * @see {@link https://no-color.org}
 * @param {Output} stream
 */
export function painter(stream) {
  const wanted =
    !process.env.NO_COLOR && (stream.isTTY || Boolean(process.env.FORCE_COLOR))
  const colour = (/** @type {string} */ code) => (/** @type {string} */ text) =>
    wanted ? `\u001b[${code}m${text}\u001b[0m` : text
  return {
    bold: colour('1'),
    dim: colour('2'),
    red: colour('31'),
    green: colour('32'),
    yellow: colour('33'),
  }
}

/**
 * Runs the body of a script and turns what it throws into a message and an
 * exit code.
 *
 * @param {() => Promise<number | void>} body - May give the exit code.
 * @param {Output} [stream]
 */
export async function script(body, stream = process.stderr) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const paint = painter(stream)
    if (error.output) stream.write(`\n${excerpt(error.output, 40)}\n`)
    stream.write(`\n${paint.red('✗')} ${error.message}\n`)
    if (error.remedy) stream.write(`  ${error.remedy}\n`)
    process.exitCode = error.exitCode
  }
}

/**
 * Both ends of an output: causes stand at its beginning or at its end.
 *
 * @param {string} text
 * @param {number} count
 */
function excerpt(text, count) {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
  if (lines.length <= count) return lines.join('\n')
  const half = count >> 1
  const left = `  (${lines.length - 2 * half} lines left out)`
  return [...lines.slice(0, half), left, ...lines.slice(-half)].join('\n')
}
