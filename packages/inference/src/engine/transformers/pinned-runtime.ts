import type { InferenceSession } from 'onnxruntime-web/wasm'
import type { OnnxRuntimePin } from '../../document/manifest.js'
import { RuntimeMismatchError } from '../../errors/inference.js'
import type { OnnxRuntime } from '../onnx/runtime/language-model.js'
import { SESSION_OPTIONS } from '../onnx/runtime/load-model.js'
import type { TransformersModule } from './transformers-module.js'

/** Where transformers.js 4 looks for a runtime before it takes its own. */
const RUNTIME = Symbol.for('onnxruntime')

/** Sessions that were opened with the pinned options, whoever asked for them. */
const pinnedSessions = /* @__PURE__ */ new WeakSet<object>()

/**
 * Offers the pinned runtime to transformers.js, which takes it when it is
 * imported, and never again. Whatever options it asks for, sessions are opened
 * with those of the manifest: version 2 cannot be told others.
 */
export function offerRuntime({
  env,
  Tensor,
  InferenceSession,
}: OnnxRuntime): void {
  const create = async (graph: Uint8Array) => {
    const session = await InferenceSession.create(graph, SESSION_OPTIONS)
    pinnedSessions.add(session)
    return session
  }
  const offered = { env, Tensor, InferenceSession: { create } }
  Object.assign(globalThis, { [RUNTIME]: offered })
}

/** Refuses a module that has taken another runtime. */
export function checkBinding(
  { env }: TransformersModule,
  runtime: OnnxRuntime,
  pin: OnnxRuntimePin,
): void {
  const taken = env.backends.onnx as Partial<OnnxRuntime['env']> | undefined
  // Version 4 copies the object, and leaves what is in it.
  if (taken?.wasm !== undefined && taken.wasm === runtime.env.wasm) return
  const version = taken?.versions?.web
  throw new RuntimeMismatchError({
    field: 'package',
    pinned: `${pin.package} ${pin.version}, taken from globalThis[Symbol.for('onnxruntime')]`,
    actual: version
      ? `onnxruntime-web ${version} of its own`
      : 'a runtime of its own',
  })
}

/** Refuses a session that was opened past `offerRuntime`, with other options. */
export function checkSession(session: unknown): InferenceSession {
  if (typeof session === 'object' && session && pinnedSessions.has(session)) {
    return session as InferenceSession
  }
  throw new RuntimeMismatchError({
    field: 'graphOptimization',
    pinned: SESSION_OPTIONS.graphOptimizationLevel ?? 'nothing',
    actual: "the module's own choice",
  })
}
