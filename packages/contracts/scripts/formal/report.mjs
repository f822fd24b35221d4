/** What was proved, in figures. */

/**
 * One line of the report.
 *
 * @param {{ id: string, name: string, statement: string }} property
 * @param {{ tool: string, target: string }} means
 * @param {{ result: string, seconds: number, open: string[] }} proof
 * @param {{ result: string, seconds: number }} tooth What became of the mistake.
 */
export function entryOf({ id, name, statement }, means, proof, tooth) {
  return {
    property: `${id} ${name}`,
    id,
    name,
    statement,
    ...means,
    result: proof.result,
    seconds: rounded(proof.seconds),
    mistake: tooth.result === 'refuted' ? 'found' : 'missed',
    mistakeSeconds: rounded(tooth.seconds),
    open: proof.open,
  }
}

/** Everything is proved, and every mistake would have been noticed. */
export function reportOf(entries, z3, began) {
  const isGood = ({ result, mistake }) =>
    result === 'proved' && mistake === 'found'
  return {
    ok: entries.length > 0 && entries.every(isGood),
    proved: entries.filter(isGood).length,
    failed: entries.filter((entry) => !isGood(entry)).length,
    seconds: Math.round((Date.now() - began) / 1_000),
    z3: z3.version,
    properties: entries,
  }
}

export function linesOf({ properties, proved, failed, seconds, z3 }) {
  return [
    ...properties.map(lineOf),
    `${proved} proved, ${failed} failed; ${seconds} s, z3 ${z3}`,
  ]
}

export function lineOf({ property, result, seconds, mistake, open }) {
  const line = `${property}: ${result} in ${seconds} s, mistake ${mistake}`
  return [line, ...open.map((place) => `  ${place}`)].join('\n')
}

/** The table of docs/formal.md. */
export function tableOf(entries) {
  const rows = entries.map(
    ({ id, statement, tool, target, result, seconds }) =>
      `| ${id} | ${statement} | ${tool} | ${target} | ${result} | ${seconds} |`,
  )
  return [
    '| | property | by | on | result | seconds |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

const rounded = (seconds) => Math.round(10 * seconds) / 10
