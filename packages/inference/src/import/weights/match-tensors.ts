import { damaged, unsupported } from '../shared/unsupported.js'
import type { StoredTensor } from '../stored/stored-tensor.js'
import type { WeightPlan } from './weight-plan.js'

/**
 * The tensors of a plan by their names in the files. Each must be there in its
 * shape, and nothing else may be: a bias or a norm that is not computed would
 * change every answer.
 *
 * @param ignored - What may be there without being used.
 */
export function matchTensors(
  path: string,
  { matrices, vectors }: WeightPlan,
  tensors: readonly StoredTensor[],
  ignored: RegExp,
): ReadonlyMap<string, StoredTensor> {
  const shapes = new Map<string, readonly number[]>([
    ...matrices.map(
      ({ source, rows, columns }) => [source, [rows, columns]] as const,
    ),
    ...vectors.map(({ source, length }) => [source, [length]] as const),
  ])
  const found = new Map(tensors.map((tensor) => [tensor.name, tensor]))
  for (const [name, shape] of shapes) {
    const tensor = found.get(name)
    if (!tensor) throw damaged(path, `no tensor is called '${name}'`)
    if (String(tensor.shape) === String(shape)) continue
    throw damaged(
      tensor.path,
      `'${name}' has the shape [${tensor.shape.join(', ')}], not [${shape.join(', ')}]`,
    )
  }
  const stranger = tensors.find(
    ({ name }) => !shapes.has(name) && !ignored.test(name),
  )
  if (!stranger) return found
  throw unsupported(
    stranger.path,
    `it has '${stranger.name}', which no Llama has`,
  )
}
