import type { Chain } from '@aichain/sdk'
import { viemChain } from '@aichain/sdk/viem'
import type { Account, Client, Transport, Chain as ViemChain } from 'viem'
import type { DevnetSettings } from '../settings/devnet-options.js'
import { protocolParameters } from '../settings/protocol-parameters.js'
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
  /** The contracts as the operator's account uses them, without waiting for blocks. */
  readonly operator: Chain
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
  const seats = await Promise.all(
    Array.from({ length: settings.nodes }, (_, node) =>
      takeSeat(use(wallet(signerIndex(node))), record.parameters.bond),
    ),
  )
  const all = { ...record, nodes: settings.nodes }
  await state.write(all)
  return { record: all, seats, operator: use(operator) }
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
  const treasury = operator.account.address
  const parameters = protocolParameters(treasury, settings.protocol)
  const deployment = await deploy(operator, parameters)
  return { deployment, parameters, nodes: 0, models: {} }
}
