import { join } from 'node:path'
import { onnxEngine } from '../../../dist/onnx.js'
import { startPort } from './port.mjs'

/** The SDK's engine on ONNX Runtime Web. */
export const start = ({ model }) =>
  startPort(onnxEngine(), join(model, 'prepared/onnx'))
