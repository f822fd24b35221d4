export type Model = {
  readonly name: string
  readonly prompts: readonly { readonly name: string }[]
}
export const models: readonly Model[]
