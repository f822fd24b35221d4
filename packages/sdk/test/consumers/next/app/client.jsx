'use client'

import { TaskClient } from '@aichain/sdk'
import { gatewayReader } from '@aichain/sdk/gateway'
import { viemChain } from '@aichain/sdk/viem'

export function Client() {
  const names = [TaskClient, gatewayReader, viemChain].map(
    (part) => typeof part,
  )
  return <p>{names.join(' ')}</p>
}
