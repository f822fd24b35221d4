import { quorum } from '@aichain/sdk/core'
import { BrandMark } from '../interface/brand-mark.js'

const suggestions = [
  'What is the capital of France?',
  'Why is the sky blue?',
  'Write one sentence about the sea.',
]

/** What a person sees before the first question. */
export function Welcome({
  committee,
  onPick,
}: {
  committee: number
  onPick: (question: string) => void
}) {
  return (
    <section class="welcome" aria-labelledby="welcome-title">
      <BrandMark size={72} />
      <h1 id="welcome-title">
        <span>Ask once.</span>{' '}
        <span>{numberWord(committee)} strangers answer.</span>{' '}
        <span>You see what they agree on.</span>
      </h1>
      <ol class="how">
        <li>
          <strong>Drawn by chance.</strong> A seed that comes after your
          question picks {committee} staked nodes. Nobody can choose them, not
          even you.
        </li>
        <li>
          <strong>Sealed, then opened.</strong> Each runs the model alone and
          seals its answer before it can see another.
        </li>
        <li>
          <strong>Counted on-chain.</strong> If {quorum(committee)} gave the
          same bytes, they are paid, liars are slashed, and you get the proof.
          Where enough nodes serve the model, a larger committee can be asked
          again.
        </li>
      </ol>
      <ul class="suggestions" aria-label="Questions to start with">
        {suggestions.map((question) => (
          <li key={question}>
            <button
              type="button"
              class="button"
              onClick={() => onPick(question)}
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function numberWord(count: number): string {
  const words: Readonly<Record<number, string>> = {
    3: 'Three',
    4: 'Four',
    5: 'Five',
    6: 'Six',
    7: 'Seven',
    9: 'Nine',
  }
  return words[count] ?? String(count)
}
