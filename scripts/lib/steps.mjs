import { Failure } from './failure.mjs'

/**
 * @typedef {object} Steps
 * @property {<T>(title: string, work: () => Promise<T>) => Promise<T>} run -
 *   Shows a step while it runs and what became of it.
 * @property {(title: string, note: string) => void} skip - A step that had nothing to do.
 * @property {(line: string) => void} say - A line on its own.
 */

/**
 * Tells a person how far a script is: a line per step, with a running clock
 * where the stream is a terminal.
 *
 * @param {NodeJS.WriteStream} [stream] - stderr where stdout belongs to data.
 * @returns {Steps}
 */
export function createSteps(stream = process.stdout) {
  const live = stream.isTTY === true
  const paint = painter(stream)
  const line = (mark, title, note) =>
    `  ${mark} ${title.padEnd(46)}${paint.dim(note.padStart(12))}\n`

  async function run(title, work) {
    const started = performance.now()
    const elapsed = () => duration(performance.now() - started)
    const draw = () =>
      stream.write(
        `\r\u001b[K${line(paint.dim('·'), title, elapsed()).trimEnd()}`,
      )
    const clock = live ? setInterval(draw, 200) : undefined
    if (live) draw()
    try {
      const result = await work()
      finish(paint.green('✓'), title, elapsed())
      return result
    } catch (error) {
      finish(paint.red('✗'), title, elapsed())
      throw error
    } finally {
      clearInterval(clock)
    }
  }

  function finish(mark, title, note) {
    stream.write(`${live ? '\r\u001b[K' : ''}${line(mark, title, note)}`)
  }

  return {
    run,
    skip: (title, note) => stream.write(line(paint.dim('–'), title, note)),
    say: (text) => stream.write(`${text}\n`),
  }
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

/**
 * Colours for a stream, or none where they are not wanted.
 *
 * @see {@link https://no-color.org}
 * @param {NodeJS.WriteStream} stream
 */
export function painter(stream) {
  const wanted =
    !process.env.NO_COLOR && (stream.isTTY || Boolean(process.env.FORCE_COLOR))
  const colour = (code) => (text) =>
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
 * @param {NodeJS.WriteStream} [stream]
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

/** Both ends of an output: causes stand at its beginning or at its end. */
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
