import { join } from 'node:path'
import { integerEngine } from '@aichain/inference/integer'
import type { StartEngine } from './driver.js'
import { startPort } from './port.js'

/** The SDK's integer engine. */
export const start: StartEngine = ({ model, threads }) =>
  startPort(integerEngine({ threads }), join(model, 'prepared/integer'))
