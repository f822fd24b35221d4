import type { onnx } from 'onnx-proto'
import { expect, test, vi } from 'vitest'
import type { ModelFolder } from '../../ports/model-folder.js'
import { inlineExternalData } from './inline-external-data.js'

const external = (place: Record<string, string>): onnx.ITensorProto => ({
  name: 'w',
  dataLocation: 1,
  externalData: Object.entries(place).map(([key, value]) => ({ key, value })),
})

function folderOf(files: Record<string, Uint8Array>): ModelFolder {
  return {
    paths: Object.keys(files),
    read: vi.fn(async (path) => files[path] as Uint8Array),
  }
}

const data = Uint8Array.of(0, 1, 2, 3, 4, 5)
const folder = folderOf({ 'onnx/model.onnx_data': data })
const inline = (graph: onnx.IGraphProto, from = folder) =>
  inlineExternalData(graph, 'onnx/model.onnx', from)

test('moves weights into the graph, and reads each file once', async () => {
  const location = 'model.onnx_data'
  const tensors = [
    external({ location, offset: '0', length: '2' }),
    external({ location, offset: '2', length: '3' }),
    external({ location }),
    { name: 'inside', rawData: Uint8Array.of(9) },
  ]
  expect(await inline({ initializer: tensors })).toEqual([
    'onnx/model.onnx_data',
  ])
  expect(tensors.map(({ rawData }) => [...(rawData ?? [])])).toEqual([
    [0, 1],
    [2, 3, 4],
    [0, 1, 2, 3, 4, 5],
    [9],
  ])
  expect(tensors[0]).toMatchObject({ dataLocation: 0, externalData: [] })
  expect(folder.read).toHaveBeenCalledTimes(1)
})

test('a graph without any is left alone', async () => {
  expect(await inline({ initializer: [{ name: 'inside' }] })).toEqual([])
})

test('a missing file is named', async () => {
  const graph = { initializer: [external({ location: 'other_data' })] }
  await expect(inline(graph)).rejects.toThrow("lacks 'onnx/other_data'")
})

test('a path out of the folder is not followed', async () => {
  const graph = {
    initializer: [external({ location: '../../etc/passwd' })],
  }
  await expect(inline(graph)).rejects.toMatchObject({
    code: 'model-file-missing',
  })
})

test('a file that ends too early is damaged', async () => {
  const place = { location: 'model.onnx_data', offset: '4', length: '8' }
  await expect(inline({ initializer: [external(place)] })).rejects.toThrow(
    'ends at byte 6',
  )
})

test.each([
  ['-4', '2'],
  ['0', '-1'],
  ['4', '-2'],
  ['many', '2'],
  ['0', 'all'],
  ['1e400', '1'],
])('bytes that cannot be are refused: %s, %s', async (offset, length) => {
  const place = { location: 'model.onnx_data', offset, length }
  await expect(
    inline({ initializer: [external(place)] }),
  ).rejects.toMatchObject({ code: 'model-unsupported' })
})
