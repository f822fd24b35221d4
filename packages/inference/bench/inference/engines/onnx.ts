import { join } from 'node:path'
import { onnxEngine } from '@aichain/inference/onnx'
import type { StartEngine } from './driver.js'
import { startPort } from './port.js'

/** The SDK's engine on ONNX Runtime Web. */
export const start: StartEngine = ({ model }) =>
  startPort(onnxEngine(), join(model, 'prepared/onnx'))
