import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findViolations } from './architecture/violations.js'

test('the source tree keeps its layers and its habits', () => {
  const files = readTree()
  expect(files.size).toBeGreaterThan(50)
  expect(findViolations(files)).toEqual([])
})

function readTree(): Map<string, string> {
  const root = fileURLToPath(new URL('../src', import.meta.url))
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  return new Map(
    paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )
}

describe('a planted violation is found:', () => {
  const find = (files: Readonly<Record<string, string>>) =>
    findViolations(new Map(Object.entries(files)))

  test.each([
    ['core/a.ts', "import { E } from '../errors/b.js'", 'errors/b.ts'],
    ['core/a.ts', "import { keccak256 } from 'viem'", 'viem'],
    ['core/a.ts', "import { readFileSync } from 'node:fs'", 'node:fs'],
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
    ['internal/a.ts', "type T = import('../clients/b.js').T", 'clients/b.ts'],
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
    expect(find({ 'core/a.ts': text })).toEqual([`core/a.ts:1 has ${what}`])
  })

  test('a cycle, told once', () => {
    const files = {
      'core/a.ts': "import { b } from './b.js'",
      'core/b.ts': "export { c } from './c.js'",
      'core/c.ts': "import { a } from './a.js'",
      'core/d.ts': "import { a } from './a.js'",
    }
    expect(find(files)).toEqual([
      'import cycle: core/a.ts -> core/b.ts -> core/c.ts -> core/a.ts',
    ])
  })

  test('but not what is allowed', () => {
    const files = {
      'core/a.ts': "import { sha256 } from '@noble/hashes/sha2.js'",
      'core/b.ts': "import type { A } from './a.js'",
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
      'core/a.ts': "import type { B } from './b.js'",
      'core/b.ts': "import { type A } from './a.js'",
    }
    expect(find(files)).toEqual([])
  })
})
