import type { AnyClient } from '../src/adapters/viem/any-client.js'
import {
  type OpenConnection,
  openConnection,
} from '../src/adapters/viem/connection.js'
import { patientClient } from '../src/adapters/viem/patient-client.js'
import type { Deployment } from '../src/ports/chain.js'
import { parametersOf, testParameters } from './deploy-contracts.js'

/** A connection whose contracts count as verified, to an endpoint that has none. */
export function openedConnection(
  client: AnyClient,
  deployment: Deployment,
): OpenConnection {
  return {
    ...openConnection({ client, deployment }),
    client: patientClient(client),
    parameters: parametersOf(testParameters, `0x${'03'.repeat(20)}`),
  }
}
