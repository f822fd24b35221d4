import { join } from 'node:path'
import { integerEngine } from '../../../dist/integer.js'
import { startPort } from './port.mjs'

/** The SDK's integer engine. */
export const start = ({ model, threads }) =>
  startPort(integerEngine({ threads }), join(model, 'prepared/integer'))
