import { useId, useState } from 'preact/hooks'
import type { Fields } from './load-network.js'
import { type Network, parseNetwork } from './network.js'

const fields = [
  { name: 'rpcUrl', label: 'RPC of the chain', hint: 'https://…' },
  {
    name: 'wsUrl',
    label: 'WebSocket of the chain (optional)',
    hint: 'wss://…',
  },
  { name: 'chainId', label: 'Chain id', isShort: true },
  { name: 'fromBlock', label: 'First block', isShort: true },
  { name: 'consensus', label: 'Consensus contract', hint: '0x…' },
  { name: 'modelRegistry', label: 'Model registry', hint: '0x…' },
  { name: 'gatewayUrl', label: 'IPFS gateway', hint: 'https://…' },
  {
    name: 'ipfsRpcUrl',
    label: 'IPFS RPC that stores prompts',
    hint: 'https://…',
  },
  { name: 'model', label: 'Model (CID of its manifest)', hint: 'bafkrei…' },
  { name: 'committee', label: 'Nodes to ask', isShort: true },
  { name: 'fee', label: 'Fee, in wei (optional)', isShort: true },
] as const

/** Describes a network by hand. */
export function NetworkForm({
  initial,
  onChoose,
}: {
  initial: Fields
  onChoose: (fields: Fields) => void
}) {
  const [values, setValues] = useState<Fields>(initial)
  const [isShown, setShown] = useState(false)
  const parsed = parseNetwork(values)
  const problemOf = (name: string) =>
    isShown && !parsed.ok
      ? parsed.problems.find(({ field }) => field === name)?.problem
      : undefined
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setShown(true)
    if (parsed.ok) onChoose(values)
    else focusField(event.currentTarget, parsed.problems[0]?.field)
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <div class="fields">
        {fields.map((field) => (
          <Field
            key={field.name}
            {...field}
            value={values[field.name] ?? ''}
            problem={problemOf(field.name)}
            onInput={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
      </div>
      <div class="row">
        <button type="submit" class="button primary">
          Use this network
        </button>
      </div>
    </form>
  )
}

function Field({
  name,
  label,
  hint = '',
  isShort = false,
  value,
  problem,
  onInput,
}: {
  name: string
  label: string
  hint?: string
  isShort?: boolean
  value: string
  problem: string | undefined
  onInput: (value: string) => void
}) {
  const id = useId()
  return (
    <div class={isShort ? 'field half' : 'field'}>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        value={value}
        placeholder={hint}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        inputMode={isShort ? 'numeric' : 'text'}
        aria-invalid={problem !== undefined}
        aria-describedby={problem && `${id}-problem`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          It {problem}.
        </p>
      )}
    </div>
  )
}

function focusField(form: EventTarget | null, name: string | undefined): void {
  if (!(form instanceof HTMLFormElement) || name === undefined) return
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLElement) field.focus()
}

/** The form's fields for a network that is in use. */
export function fieldsOf(network: Network): Fields {
  const { deployment, faucet: _, wsUrl = '', ...rest } = network
  return {
    ...Object.fromEntries(
      Object.entries({ ...rest, ...deployment }).map(([name, value]) => [
        name,
        String(value),
      ]),
    ),
    wsUrl,
  }
}
