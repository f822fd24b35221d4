import { render } from 'preact'
import '../../src/styles/index.css'
import { Composer } from '../../src/conversation/composer.js'
import { TurnView } from '../../src/conversation/turn-view.js'
import { Welcome } from '../../src/conversation/welcome.js'
import { Header } from '../../src/interface/header.js'
import { after, answer, asked, model, updates } from './turns.js'

const session = {
  network: { gatewayUrl: 'http://127.0.0.1:8080', model },
  chain: { getEvents: async () => [] },
  content: {},
  reader: {},
} as never
const actions = { retry() {}, resume() {}, async withdraw() {} }
const state = new URLSearchParams(location.search).get('state')
const at = Date.now()

const turns =
  {
    running: [
      after(asked('Just asked')),
      after(asked('Posted'), ...updates({ sealed: 0, opened: 0 }).slice(0, 2)),
      after(asked('Sealed some'), ...updates({ sealed: 3, opened: 0 })),
      after(
        asked('Opened some'),
        ...updates({ sealed: 5, opened: 4, liar: true }),
      ),
    ],
    answered: [
      after(
        asked('What is the capital of France?'),
        ...updates({ sealed: 5, opened: 5 }),
        {
          type: 'decided',
          output: answer({ text: '' }).outputCid,
          winners: [0, 1, 2, 3, 4],
          at,
        },
        {
          type: 'answer',
          answer: answer({ text: 'The capital of France is Paris.' }),
          at,
        },
      ),
      after(
        asked(
          'And what do you know about the river that runs through it, and why do so many poems mention it?',
        ),
        ...updates({ sealed: 5, opened: 5 }),
        {
          type: 'decided',
          output: answer({ text: '' }).outputCid,
          winners: [0, 1, 2, 4],
          at,
        },
        {
          type: 'answer',
          answer: answer({
            text: 'The Seine flows through Paris from east to west, past Notre-Dame and the Louvre. Poets mention it because it divides the city in two and mirrors both halves:\n\nthe river keeps what the city forgets.',
            liar: true,
          }),
          at,
        },
      ),
    ],
    ended: [
      after(
        asked('Refunded'),
        ...updates({ sealed: 5, opened: 5, liar: true }),
        {
          type: 'refund',
          amount: 5000000000000000n,
          reason: 'below-quorum',
          at,
        },
      ),
      {
        ...asked('Refused'),
        outcome: {
          type: 'failed' as const,
          failure: {
            code: 'fee-too-low',
            happened: 'The fee of 0.001 ETH is below the minimum of 0.005 ETH.',
            remedy: 'Send at least the fee that quote() gives.',
            facts: ['fee: 1000000000000000', 'minimum: 5000000000000000'],
          },
        },
      },
      {
        ...after(asked('Lost the chain'), ...updates({ sealed: 2, opened: 0 })),
        outcome: {
          type: 'failed' as const,
          failure: {
            code: 'chain-unreachable',
            happened: 'The chain did not answer for 30 s.',
            remedy:
              'Check the RPC address and your connection, then follow the task again.',
            facts: ['url: http://127.0.0.1:8545'],
          },
        },
      },
      {
        ...after(asked('Stopped'), ...updates({ sealed: 2, opened: 0 })),
        outcome: { type: 'stopped' as const },
      },
    ],
  }[state ?? ''] ?? []

function Gallery() {
  return (
    <div id="page">
      <Header
        networkName="Devnet"
        account={{
          address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
          balance: 9995012345678900000n,
        }}
        onNetwork={() => {}}
        onAccount={() => {}}
        onNew={() => {}}
      />
      <main>
        {turns.length === 0 ? (
          <Welcome committee={5} onPick={() => {}} />
        ) : (
          <ol class="transcript">
            {turns.map((turn, i) => (
              <TurnView
                key={turn.id}
                turn={turn}
                session={session}
                actions={actions}
                isLast={true}
              />
            ))}
          </ol>
        )}
        <Composer
          value=""
          onInput={() => {}}
          onSend={() => {}}
          onStop={() => {}}
          isRunning={state === 'running'}
          note="0.005 ETH a question · 4 of 5 must agree · refunded if they do not"
          field={{ current: null }}
        />
      </main>
    </div>
  )
}
render(<Gallery />, document.body)
