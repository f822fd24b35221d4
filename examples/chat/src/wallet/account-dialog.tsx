import { useState } from 'preact/hooks'
import { type Failure, failureOf } from '../conversation/failure.js'
import { FailureText } from '../conversation/failure-text.js'
import { ether, roughEther } from '../format/ether.js'
import { Copyable } from '../interface/copyable.js'
import { Dialog } from '../interface/dialog.js'
import { Icon } from '../interface/icon.js'
import { burnerName } from './burner.js'
import type { Announced } from './injected.js'
import type { Funds } from './use-funds.js'
import type { Wallets } from './use-wallets.js'
import type { Wallet } from './wallet.js'

/** Which account signs, what it has, and which others could. */
export function AccountDialog({
  wallets,
  funds,
  onWithdraw,
  onClose,
}: {
  wallets: Wallets
  funds: Funds | undefined
  onWithdraw: () => Promise<void>
  onClose: () => void
}) {
  const [state, setState] = useState<'idle' | 'busy' | Failure>('idle')
  const attempt = (work: () => Promise<void>) => async () => {
    setState('busy')
    try {
      await work()
      setState('idle')
    } catch (error) {
      setState(failureOf(error))
    }
  }
  const { current, announced, connect, openBurner } = wallets
  return (
    <Dialog title="Account" onClose={onClose}>
      <div class="stack">
        {current && <CurrentAccount wallet={current} funds={funds} />}
        {funds !== undefined && funds.credit > 0n && (
          <div class="row">
            <p>{ether(funds.credit)} of refunds wait in the contract.</p>
            <button
              type="button"
              class="button primary"
              disabled={state === 'busy'}
              onClick={attempt(onWithdraw)}
            >
              Withdraw
            </button>
          </div>
        )}
        <h3>{current ? 'Sign with another' : 'Sign with'}</h3>
        <ul class="choices">
          {announced.map((one) => (
            <li key={one.info.rdns}>
              <WalletChoice
                announced={one}
                onPick={attempt(() => connect(one))}
              />
            </li>
          ))}
          {openBurner && current?.name !== burnerName && (
            <li>
              <button
                type="button"
                class="choice"
                onClick={attempt(openBurner)}
              >
                <Icon name="key" />
                <span>
                  <strong>{burnerName}</strong>
                  <span>Play money from the devnet. Nothing to install.</span>
                </span>
              </button>
            </li>
          )}
        </ul>
        {announced.length === 0 && (
          <p class="dim">No browser wallet announces itself here (EIP-6963).</p>
        )}
        {typeof state === 'object' && <FailureText failure={state} />}
      </div>
    </Dialog>
  )
}

function CurrentAccount({
  wallet: { name, client },
  funds,
}: {
  wallet: Wallet
  funds: Funds | undefined
}) {
  const { address } = client.account
  return (
    <dl class="facts">
      <div>
        <dt>Signs with</dt>
        <dd>{name}</dd>
      </div>
      <div>
        <dt>Address</dt>
        <dd>
          <Copyable value={address} name="the address" />
        </dd>
      </div>
      <div>
        <dt>Balance</dt>
        <dd class="number">
          {funds === undefined ? '…' : roughEther(funds.balance)}
        </dd>
      </div>
    </dl>
  )
}

function WalletChoice({
  announced: { info },
  onPick,
}: {
  announced: Announced
  onPick: () => void
}) {
  return (
    <button type="button" class="choice" onClick={onPick}>
      <img src={info.icon} alt="" />
      <span>
        <strong>{info.name}</strong>
        <span>{info.rdns}</span>
      </span>
    </button>
  )
}
