import { roughEther } from '../format/ether.js'
import { shorten } from '../format/shorten.js'
import { BrandMark } from './brand-mark.js'
import { Icon } from './icon.js'
import { useTheme } from './use-theme.js'

/** The account shown in the header. */
export type HeaderAccount = {
  readonly address: string
  /** Wei; unknown until it has been read. */
  readonly balance: bigint | undefined
}

/** Name, network, account, theme. */
export function Header({
  networkName,
  account,
  onNetwork,
  onAccount,
  onNew,
}: {
  networkName: string
  account: HeaderAccount | undefined
  onNetwork: () => void
  onAccount: () => void
  /** Absent while there is no conversation to leave. */
  onNew: (() => void) | undefined
}) {
  return (
    <header class="header">
      <p class="brand">
        <BrandMark />
        <span>AIChain</span>
      </p>
      <div class="header-tools">
        {onNew && (
          <button
            type="button"
            class="button quiet icon"
            aria-label="New conversation"
            title="New conversation"
            onClick={onNew}
          >
            <Icon name="plus" />
          </button>
        )}
        <ThemeButton />
        <button
          type="button"
          class="button quiet network"
          aria-label={`Network: ${networkName}`}
          onClick={onNetwork}
        >
          <span class="dot" aria-hidden="true" />
          <span class="name">{networkName}</span>
        </button>
        <AccountButton account={account} onClick={onAccount} />
      </div>
    </header>
  )
}

function ThemeButton() {
  const [theme, toggle] = useTheme()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      class="button quiet icon"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={toggle}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  )
}

function AccountButton({
  account,
  onClick,
}: {
  account: HeaderAccount | undefined
  onClick: () => void
}) {
  if (account === undefined) {
    return (
      <button type="button" class="button primary" onClick={onClick}>
        <Icon name="wallet" size={18} />
        Connect
      </button>
    )
  }
  const { address, balance } = account
  return (
    <button type="button" class="button account" onClick={onClick}>
      <span class="visually-hidden">Account </span>
      <code class="wide-only">{shorten(address, 6, 4)}</code>
      {balance !== undefined && (
        <span class="number">{roughEther(balance)}</span>
      )}
    </button>
  )
}
