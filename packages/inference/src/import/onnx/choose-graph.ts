import {
  ModelFileMissingError,
  ModelUnsupportedError,
} from '../../errors/model.js'

/** How a graph's weights are held, as the Hugging Face file names say. */
export type GraphDtype = 'q8' | 'int8' | 'uint8' | 'fp32'

/** Suffixes of the files, smallest models first: that is the default's order. */
const SUFFIXES: Readonly<Record<GraphDtype, string>> = {
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  fp32: '',
}

const STEMS = ['model', 'decoder_model_merged'] as const
const FOLDERS = ['onnx/', ''] as const

/** A graph file and what it is. */
export type GraphChoice = {
  readonly path: string
  readonly dtype: GraphDtype
}

/** Finds the graph of a folder: of the wished dtype, or the first there is. */
export function chooseGraph(
  paths: readonly string[],
  wish: GraphDtype | undefined,
): GraphChoice {
  const dtypes =
    wish === undefined ? (Object.keys(SUFFIXES) as GraphDtype[]) : [wish]
  const candidates = dtypes.flatMap((dtype) =>
    fileNames(dtype).map((path) => ({ path, dtype })),
  )
  const choice = candidates.find(({ path }) => paths.includes(path))
  if (choice !== undefined) return choice
  throw noGraph(paths, fileNames(wish ?? 'q8')[0] as string)
}

function fileNames(dtype: GraphDtype): string[] {
  return FOLDERS.flatMap((folder) =>
    STEMS.map((stem) => `${folder}${stem}${SUFFIXES[dtype]}.onnx`),
  )
}

function noGraph(paths: readonly string[], expected: string) {
  const others = paths.filter((path) => path.endsWith('.onnx'))
  if (others.length === 0) {
    return new ModelFileMissingError({
      path: expected,
      purpose: "the model's graph and weights",
    })
  }
  return new ModelUnsupportedError({
    reason: `none of its graphs has a usable dtype: ${others.join(', ')}`,
    remedy: `Add a graph with 8-bit or 32-bit weights (${expected}); half precision and four bits are not run.`,
  })
}
