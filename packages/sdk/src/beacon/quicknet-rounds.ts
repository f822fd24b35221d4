import type { BeaconRound } from './beacon.js'

/** Rounds that quicknet has published: what nobody here could sign. */
export const quicknetRounds: readonly BeaconRound[] = [
  {
    round: 123n,
    signature:
      '0xb75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92',
    randomness:
      '0xfb8f7bc29bf24db51871ec8c79f3a1e4bd0557bc0dfcee9ed1d924e69d1c60dc',
  },
  {
    round: 1000n,
    signature:
      '0xb44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
    randomness:
      '0xfe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
  },
  {
    round: 10_024_141n,
    signature:
      '0x8c87caf26bb4f5e9fdfad5ddf739ff8683344f8cf04a8c381225ff067557b5d9d51937eed765fcef21971bf5ddef44bb',
    randomness:
      '0x08622adf60800b20ad45b39792a6fe32cb4bf428925550921b01ac3843e714e6',
  },
]
