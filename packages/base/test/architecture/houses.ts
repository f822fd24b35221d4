import type { House } from './house.js'

const base = '@aichain/base'
const check = '@aichain/base/check'
const inference = '@aichain/inference'
const inferenceErrors = '@aichain/inference/errors'

const baseHouse: House = {
  shelves: {
    encoding: [],
    errors: ['encoding'],
    ports: ['encoding', 'errors'],
    calls: ['errors', 'ports'],
    platform: ['ports'],
    http: ['errors'],
    testing: ['errors', 'ports', 'calls'],
  },
  packages: {
    encoding: ['@noble/hashes', 'multiformats'],
    errors: [],
  },
}

const inferenceHouse: House = {
  shelves: {
    document: [],
    sampling: ['document'],
    diagnosis: ['document'],
    errors: ['document', 'diagnosis'],
    ports: ['document', 'diagnosis', 'errors'],
    golden: ['document', 'diagnosis', 'errors', 'ports'],
    engine: ['document', 'errors', 'ports', 'golden', 'engine'],
    'engine/shared': ['document', 'sampling', 'diagnosis', 'errors', 'ports'],
    'engine/onnx': ['document', 'errors', 'ports', 'engine/shared'],
    'engine/integer': ['document', 'errors', 'ports', 'engine/shared'],
    'engine/process': ['document', 'errors', 'ports', 'engine/shared'],
    'engine/transformers': [
      'document',
      'errors',
      'ports',
      'engine/shared',
      'engine/onnx',
    ],
    'engine/memory': ['document', 'diagnosis', 'errors', 'ports'],
    import: ['document', 'errors', 'ports', 'engine', 'import'],
    'import/hub': ['errors', 'ports'],
    'import/folder': ['errors', 'ports'],
    testing: ['document', 'ports'],
  },
  packages: {
    document: [base, check, '@noble/hashes'],
    sampling: [base, '@noble/hashes'],
    diagnosis: [base],
    errors: [base],
    ports: [base],
    golden: [base],
    engine: [base],
    'engine/shared': [
      base,
      '@huggingface/jinja',
      '@huggingface/tokenizers',
      'node',
    ],
    'engine/onnx': [base, 'node', 'onnx-proto', 'onnxruntime-web'],
    'engine/integer': [base, check, 'node'],
    'engine/process': [base, 'node'],
    'engine/transformers': [base, 'onnxruntime-web'],
    'engine/memory': [base, '@noble/hashes'],
    import: [base],
    'import/onnx': [base, 'onnx-proto'],
    'import/folder': [base, 'node'],
    testing: [base, '@aichain/base/testing'],
    '': [base],
  },
}

const sdkHouse: House = {
  shelves: {
    'core/encoding': [],
    'core/task': ['core/encoding'],
    'core/vote': ['core/encoding', 'core/task'],
    'core/signing': ['core/encoding', 'core/task'],
    'core/money': ['core/encoding', 'core/task', 'core/vote'],
    'core/settlement': [
      'core/encoding',
      'core/task',
      'core/vote',
      'core/money',
    ],
    'core/receipt': ['core/task', 'core/vote', 'core/money'],
    'core/risk': ['core/task', 'core/vote'],
    'core/index': [
      'core/encoding',
      'core/task',
      'core/vote',
      'core/money',
      'core/risk',
    ],
    errors: ['core'],
    ports: ['core', 'errors'],
    abi: [],
    beacon: [],
    clients: ['core', 'errors', 'ports', 'clients'],
    'adapters/ipfs': ['errors', 'ports'],
    'adapters/kubo': ['errors', 'ports', 'adapters/ipfs', 'adapters/put-block'],
    'adapters/gateway': ['errors', 'ports', 'adapters/ipfs'],
    'adapters/put-block': ['errors', 'ports'],
    'adapters/node': ['errors', 'ports', 'adapters/ipfs'],
    'adapters/viem': ['core', 'errors', 'ports', 'abi'],
    'adapters/memory': ['core', 'errors', 'ports'],
    testing: ['core', 'errors', 'ports'],
  },
  packages: {
    core: [base, check, inference, '@noble/hashes'],
    errors: [base, inference, inferenceErrors],
    ports: [base, inference],
    beacon: [base, '@noble/curves', '@noble/hashes'],
    clients: [base, check, inference],
    'adapters/ipfs': [
      base,
      '@ipld/dag-pb',
      'ipfs-unixfs',
      'ipfs-unixfs-exporter',
      'ipfs-unixfs-importer',
      'multiformats',
    ],
    'adapters/kubo': [
      base,
      'kubo-rpc-client',
      'ipfs-unixfs-importer',
      'multiformats',
    ],
    'adapters/gateway': [base, 'multiformats'],
    'adapters/put-block': [base],
    'adapters/node': [base, 'node'],
    'adapters/viem': [base, inference, 'viem'],
    'adapters/memory': [
      base,
      inference,
      '@aichain/inference/testing',
      '@noble/hashes',
      'ipfs-unixfs-exporter',
      'ipfs-unixfs-importer',
      'multiformats',
    ],
    testing: [base, '@aichain/base/testing', inference],
    '': [
      base,
      '@aichain/base/testing',
      inference,
      inferenceErrors,
      '@aichain/inference/errors',
      '@aichain/inference/hub',
      '@aichain/inference/integer',
      '@aichain/inference/node',
      '@aichain/inference/onnx',
      '@aichain/inference/testing',
      '@aichain/inference/transformers',
    ],
  },
}

const unixfs = ['ipfs-unixfs', 'ipfs-unixfs-exporter', 'ipfs-unixfs-importer']

const ipfsServerHouse: House = {
  shelves: {
    errors: [],
    storage: ['errors'],
    http: ['errors'],
    node: ['errors', 'storage'],
    dag: ['errors', 'storage'],
    gateway: ['errors', 'http', 'dag', 'node'],
    rpc: ['errors', 'http', 'storage', 'dag', 'node'],
    server: ['errors', 'http', 'node', 'gateway', 'rpc'],
    cli: ['server'],
  },
  packages: {
    errors: [base, 'multiformats'],
    node: ['node', 'multiformats'],
    cli: [base, 'node'],
    storage: [
      base,
      'node',
      'blockstore-core',
      'blockstore-fs',
      'interface-blockstore',
      'multiformats',
    ],
    http: [base, 'node', '@fastify/busboy'],
    dag: [base, 'node', '@ipld', ...unixfs, 'multiformats', 'tar-stream'],
    gateway: [base, 'node', ...unixfs, 'multiformats'],
    rpc: [base, 'node', 'blockstore-core', ...unixfs, 'multiformats'],
    server: [base, 'node'],
    '': [base, 'node'],
  },
}

/** A devnet puts parts together, so each of its shelves may name all of them. */
const devnetParts = [
  base,
  inference,
  '@aichain/inference/tokens',
  '@aichain/contracts/artifacts/AppealsPart.json',
  '@aichain/contracts/artifacts/Beacon.json',
  '@aichain/contracts/artifacts/Consensus.json',
  '@aichain/contracts/artifacts/LateVotesPart.json',
  '@aichain/contracts/artifacts/LensPart.json',
  '@aichain/contracts/artifacts/ModelRegistry.json',
  '@aichain/contracts/artifacts/OrdersPart.json',
  '@aichain/contracts/artifacts/PlacesPart.json',
  '@aichain/ipfs-server',
  '@aichain/sdk',
  '@aichain/sdk/abi',
  '@aichain/sdk/beacon',
  '@aichain/sdk/core',
  '@aichain/sdk/errors',
  '@aichain/sdk/hub',
  '@aichain/sdk/integer',
  '@aichain/sdk/kubo',
  '@aichain/sdk/node',
  '@aichain/sdk/onnx',
  '@aichain/sdk/testing',
  '@aichain/sdk/viem',
  'node',
  'viem',
]

const devnetShelves: House['shelves'] = {
  errors: [],
  support: ['errors'],
  faults: ['errors'],
  settings: ['errors', 'faults'],
  state: ['errors', 'settings'],
  chain: ['errors', 'settings', 'state'],
  model: ['chain', 'settings', 'state'],
  nodes: ['chain', 'errors', 'faults', 'settings', 'state', 'support'],
  network: [
    'chain',
    'errors',
    'model',
    'nodes',
    'settings',
    'state',
    'support',
  ],
  cli: ['errors', 'faults', 'network', 'settings'],
}

const devnetHouse: House = {
  shelves: devnetShelves,
  packages: Object.fromEntries(
    ['', ...Object.keys(devnetShelves)].map((shelf) => [shelf, devnetParts]),
  ),
}

/** Every package that has TypeScript sources, by its folder under `packages`. */
export const houses: Readonly<Record<string, House>> = {
  base: baseHouse,
  inference: inferenceHouse,
  'ipfs-server': ipfsServerHouse,
  sdk: sdkHouse,
  devnet: devnetHouse,
}
