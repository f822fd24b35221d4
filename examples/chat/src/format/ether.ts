import { formatEther } from 'viem'

/** Wei as ether, exactly: `0.005 ETH`; below a millionth of one, in wei. */
export function ether(wei: bigint): string {
  if (wei !== 0n && wei < 1_000_000_000_000n) return `${wei} wei`
  return `${formatEther(wei)} ETH`
}

const rounded = new Intl.NumberFormat('en', {
  maximumSignificantDigits: 4,
  useGrouping: false,
})

/** Wei as ether for people who only need the size of it: `9.995 ETH`. */
export function roughEther(wei: bigint): string {
  return `${rounded.format(Number(formatEther(wei)))} ETH`
}
