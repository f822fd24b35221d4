import { InvalidArgumentError } from '@aichain/base'

/**
 * transformers.js as its user imports it: `@huggingface/transformers` 4 or
 * `@xenova/transformers` 2.17. Only what is used is named here, so that either
 * module fits without a dependency on it.
 */
export type TransformersModule = {
  readonly env: TransformersEnvironment
  readonly PreTrainedModel: {
    readonly from_pretrained: (
      path: string,
      options?: Readonly<Record<string, unknown>>,
    ) => Promise<unknown>
  }
}

/** The module's own settings, which belong to the whole program. */
export type TransformersEnvironment = {
  readonly version: string
  readonly backends: { readonly onnx: unknown }
  allowRemoteModels: boolean
  allowLocalModels: boolean
  useBrowserCache: boolean
  useFSCache: boolean
  useCustomCache: boolean
  customCache: unknown
}

const VERSIONS = /^(?:2\.17|4)\./

/** Refuses what is not transformers.js, or one that would ask the network. */
export function checkModule(module: unknown): TransformersModule {
  const { env, PreTrainedModel } = (module ?? {}) as Partial<TransformersModule>
  const isModule = typeof PreTrainedModel?.from_pretrained === 'function'
  const version = env?.version
  if (!isModule || !env || !version || !VERSIONS.test(version)) {
    throw new InvalidArgumentError({
      argument: 'transformers',
      expected: '@huggingface/transformers 4 or @xenova/transformers 2.17',
      actual: isModule ? `version ${version}` : 'another module',
    })
  }
  if (env.allowRemoteModels !== false) {
    throw new InvalidArgumentError({
      argument: 'transformers',
      expected: 'a module whose env.allowRemoteModels is false',
      actual: `env.allowRemoteModels = ${env.allowRemoteModels}`,
    })
  }
  return module as TransformersModule
}
