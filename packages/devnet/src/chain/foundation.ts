import type { Chain } from '@aichain/sdk'
import { viemChain } from '@aichain/sdk/viem'
import type { Account, Client, Transport, Chain as ViemChain } from 'viem'
import type { DevnetSettings } from '../settings/devnet-options.js'
import type { DevnetRecord } from '../state/devnet-record.js'
import type { StateFolder } from '../state/state-folder.js'
import { deploy } from './deploy.js'
import { hasCode } from './deployed-code.js'
import { impatientWallet } from './impatient-wallet.js'
import type { ChainProcess } from './start-chain.js'
import { takeSeat } from './take-seat.js'
import { operatorIndex, signerIndex } from './test-accounts.js'

/** The contracts on the chain, with a seat for each node. */
export type Foundation = {
  readonly record: DevnetRecord
  readonly seats: readonly number[]
  /** The contracts as each node's key uses them, without waiting for blocks. */
  readonly signers: readonly Chain[]
  /** The contracts as the operator's account uses them, without waiting for blocks. */
  readonly operator: Chain
  /** For anvil's own methods. */
  readonly anvil: Client<Transport, ViemChain>
}

/** Finds the contracts and seats of an earlier run, or makes them. */
export async function layFoundation(parameters: {
  readonly settings: DevnetSettings
  readonly state: StateFolder
  readonly chain: ChainProcess
  readonly note: (text: string) => void
}): Promise<Foundation> {
  const { settings, state, chain, note } = parameters
  const wallet = (index: number) =>
    impatientWallet(chain, settings.blockTime, index)
  const operator = wallet(operatorIndex)
  note('deploying')
  const kept = await keptRecord(operator, state)
  const record = kept ?? (await deployAfresh(operator, settings))
  const { deployment } = record
  const use = (client: Client<Transport, ViemChain, Account>): Chain =>
    viemChain({ client, wallet: client, deployment })
  note('staking')
  const signers = Array.from({ length: settings.nodes }, (_, node) =>
    use(wallet(signerIndex(node))),
  )
  const seats = await Promise.all(
    signers.map((signer) => takeSeat(signer, record.parameters.bond)),
  )
  const all = { ...record, nodes: settings.nodes }
  await state.write(all)
  return {
    record: all,
    seats,
    signers,
    operator: use(operator),
    anvil: operator,
  }
}

/** `undefined` also when the chain lost what the record tells of. */
async function keptRecord(
  client: Client<Transport, ViemChain>,
  { record }: StateFolder,
): Promise<DevnetRecord | undefined> {
  if (record === undefined) return undefined
  const { consensus } = record.deployment
  return (await hasCode(client, consensus)) ? record : undefined
}

async function deployAfresh(
  operator: Client<Transport, ViemChain, Account>,
  settings: DevnetSettings,
): Promise<DevnetRecord> {
  const deployed = await deploy(operator, settings.protocol)
  return { ...deployed, nodes: 0, models: {} }
}
