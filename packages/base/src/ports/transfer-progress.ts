/** Bytes moved so far, and in all where that is known. */
export type TransferProgress = {
  readonly type: 'transfer'
  readonly path?: string
  readonly bytes: number
  readonly total?: number
}
