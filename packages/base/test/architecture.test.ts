import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { House } from './architecture/house.js'
import { houses } from './architecture/houses.js'
import { findViolations } from './architecture/violations.js'

const packages = fileURLToPath(new URL('../..', import.meta.url))

test('every package with TypeScript sources has rules', () => {
  const found = readdirSync(packages).filter((name) =>
    existsSync(join(packages, name, 'src/index.ts')),
  )
  expect(Object.keys(houses).sort()).toEqual(found.sort())
})

describe('the source tree keeps its layers and its habits:', () => {
  test.each(Object.entries(houses))('%s', (name, house) => {
    const files = readTree(join(packages, name, 'src'))
    expect(files.size).toBeGreaterThan(20)
    expect(findViolations(files, house)).toEqual([])
  })
})

test('packages depend on each other in one direction', () => {
  const manifest = (name: string) =>
    JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'))
  const order = ['base', 'ipfs-server', 'inference', 'sdk', 'devnet']
  for (const [index, name] of order.entries()) {
    const { dependencies = {}, peerDependencies = {} } = manifest(name)
    const own = Object.keys({ ...dependencies, ...peerDependencies })
      .filter((each) => each.startsWith('@aichain/'))
      .map((each) => each.slice('@aichain/'.length))
    expect(order.slice(0, index), name).toEqual(expect.arrayContaining(own))
  }
})

function readTree(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  return new Map(
    paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )
}

describe('a planted violation is found:', () => {
  const house = houses.sdk as House
  const find = (files: Readonly<Record<string, string>>) =>
    findViolations(new Map(Object.entries(files)), house)

  test.each([
    ['core/vote/a.ts', "import { E } from '../../errors/b.js'", 'errors/b.ts'],
    ['core/vote/a.ts', "import { keccak256 } from 'viem'", 'viem'],
    ['core/vote/a.ts', "import { readFileSync } from 'node:fs'", 'node:fs'],
    ['errors/a.ts', "import type { P } from '../ports/b.js'", 'ports/b.ts'],
    ['ports/a.ts', "export * from '../clients/b.js'", 'clients/b.ts'],
    ['clients/a.ts', "import '../adapters/viem/b.js'", 'adapters/viem/b.ts'],
    ['clients/runner/a.ts', "import type { Hex } from 'viem'", 'viem'],
    ['adapters/viem/a.ts', "import '../../clients/b.js'", 'clients/b.ts'],
    [
      'adapters/viem/a.ts',
      "await import('onnxruntime-web/x')",
      'onnxruntime-web/x',
    ],
    ['adapters/memory/a.ts', "import 'node:crypto'", 'node:crypto'],
    ['adapters/kubo/a.ts', "import '../viem/b.js'", 'adapters/viem/b.ts'],
    ['core/task/a.ts', "import '../vote/b.js'", 'core/vote/b.ts'],
    [
      'clients/a.ts',
      "import '@aichain/inference/onnx'",
      '@aichain/inference/onnx',
    ],
    ['nowhere/a.ts', "import './b.js'", 'nowhere/b.ts'],
    ['ports/a.ts', "type T = import('../clients/b.js').T", 'clients/b.ts'],
    ['index.ts', "export { x } from 'viem'", 'viem'],
  ])('%s with %s', (path, text, target) => {
    expect(find({ [path]: text })).toEqual([
      `${path} must not import ${target}`,
    ])
  })

  test.each([
    ["throw new Error('x')", 'a new Error'],
    ["reject(new TypeError('x'))", 'a new TypeError'],
    ['enum Color { Red }', 'an enum'],
    ['export default 1', 'a default export'],
    ['export default function f() {}', 'a default export'],
    ['const x = y as any', 'an any'],
    ['class Thing {}', 'a class'],
    ['class Thing extends Base {}', 'a class'],
    [
      `function f() {\n${'f()\n'.repeat(60)}}`,
      'a function of more than 60 lines',
    ],
  ])('%j', (text, what) => {
    expect(find({ 'core/vote/a.ts': text })).toEqual([
      `core/vote/a.ts:1 has ${what}`,
    ])
  })

  test('a cycle, told once', () => {
    const files = {
      'core/vote/a.ts': "import { b } from './b.js'",
      'core/vote/b.ts': "export { c } from './c.js'",
      'core/vote/c.ts': "import { a } from './a.js'",
      'core/vote/d.ts': "import { a } from './a.js'",
    }
    expect(find(files)).toEqual([
      'import cycle: core/vote/a.ts -> core/vote/b.ts -> core/vote/c.ts -> core/vote/a.ts',
    ])
  })

  test('but not what is allowed', () => {
    const files = {
      'core/vote/a.ts': "import { sha256 } from '@noble/hashes/sha2.js'",
      'core/vote/b.ts': "import type { A } from './a.js'",
      'errors/base.ts': 'export abstract class AichainError extends Error {}',
      'adapters/viem/a.ts':
        "import { http } from 'viem'\nimport '../../abi/c.js'",
      'adapters/node/a.ts': "import { open } from 'node:fs/promises'",
      'clients/task-client.ts': 'export class TaskClient {}',
      'viem.ts': "export { a } from './adapters/viem/a.js'",
    }
    expect(find(files)).toEqual([])
  })

  test('but not a cycle of types alone', () => {
    const files = {
      'core/vote/a.ts': "import type { B } from './b.js'",
      'core/vote/b.ts': "import { type A } from './a.js'",
    }
    expect(find(files)).toEqual([])
  })
})
