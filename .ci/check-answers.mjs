// Asks through `npm start` as the README has it, twice on honest nodes and once
// with a liar, and checks what comes back. Ends with a summary line.
import { spawnSync } from 'node:child_process'

const question = 'What is the capital of France?'
const counts = { passed: 0, failed: 0 }

function check(name, holds) {
  counts[holds ? 'passed' : 'failed'] += 1
  console.log(`${holds ? 'passed' : 'FAILED'}  ${name}`)
}

/** The object on the last line of stdout; npm prints its own lines before. */
function ask(...flags) {
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

const votes = ({ committee }) => committee.map(({ vote }) => vote).sort()

function checkHonest(answer) {
  check(`the answer is right: ${answer.text}`, /\bParis\b/.test(answer.text))
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
  check('each stage was timed', answer.stages?.total > 0)
}

function checkLiar(answer, honest) {
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
