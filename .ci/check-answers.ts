// Asks through `npm start` as the README has it, twice on honest nodes and once
// with a liar, and checks what comes back. Ends with a summary line.
import { spawnSync } from 'node:child_process'

/** What is read of the object that `--json` prints; all of it may be missing. */
type Answer = {
  readonly text?: string
  readonly outputCid?: string
  readonly agreeing?: number
  readonly committee: readonly Member[]
  readonly transactions?: readonly unknown[]
  readonly stages?: { readonly total: number }
}

type Member = {
  readonly vote: string
  readonly earned: string
  readonly slashed: string
  readonly before: string
  readonly after: string
}

const question = 'What is the capital of France?'
const counts = { passed: 0, failed: 0 }

function check(name: string, holds: boolean): void {
  counts[holds ? 'passed' : 'failed'] += 1
  console.log(`${holds ? 'passed' : 'FAILED'}  ${name}`)
}

/** The object on the last line of stdout; npm prints its own lines before. */
function ask(...flags: readonly string[]): Answer {
  const argv = ['start', '--', '--ask', question, '--json', ...flags]
  console.log(`\nnpm ${argv.join(' ')}`)
  const { status, stdout } = spawnSync('npm', argv, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  check('it exits with 0', status === 0)
  const line = stdout.trim().split('\n').at(-1) ?? ''
  return JSON.parse(line.startsWith('{') ? line : '{"committee":[]}')
}

function votes({ committee }: Answer): readonly string[] {
  return committee.map(({ vote }) => vote).sort()
}

function checkHonest(answer: Answer): void {
  const { text = '', stages } = answer
  check(`the answer is right: ${text}`, /\bParis\b/.test(text))
  check('five of five agree', answer.agreeing === 5)
  check(
    'no vote differs',
    votes(answer).join() === Array(5).fill('agreed').join(),
  )
  const paid = answer.committee.every(
    ({ earned, slashed, before, after }) =>
      BigInt(earned) > 0n &&
      slashed === '0' &&
      BigInt(after) === BigInt(before) + BigInt(earned),
  )
  check('each was paid', paid)
  check('eleven transactions', answer.transactions?.length === 11)
  check('each stage was timed', stages !== undefined && stages.total > 0)
}

function checkLiar(answer: Answer, honest: Answer): void {
  check('the answer is the same', answer.text === honest.text)
  check('so is its CID', answer.outputCid === honest.outputCid)
  check('four of five agree', answer.agreeing === 4)
  const liars = answer.committee.filter(({ vote }) => vote === 'wrong')
  check('one is wrong', liars.length === 1)
  const [liar] = liars
  check(
    "the liar's bond is smaller",
    liar !== undefined &&
      BigInt(liar.slashed) > 0n &&
      BigInt(liar.after) === BigInt(liar.before) - BigInt(liar.slashed),
  )
}

const first = ask()
checkHonest(first)
const second = ask()
checkHonest(second)
check(
  'the same question has the same output',
  first.outputCid === second.outputCid,
)
checkLiar(ask('--faults', 'liar=1'), first)

const { passed, failed } = counts
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
