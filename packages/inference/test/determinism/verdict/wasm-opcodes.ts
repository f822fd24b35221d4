// Reads the instructions of a WebAssembly binary and finds those of the
// relaxed-SIMD proposal, whose results the specification leaves to the machine.
// Searching for bytes would not do: they also occur inside constants.
//
//   tsx wasm-opcodes.ts FILE.wasm
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const CODE_SECTION = 10
const SIMD = 0xfd
/** First of the relaxed instructions after the SIMD prefix. */
const FIRST_RELAXED = 0x100

/** What follows an instruction: so many bytes, or something that tells its length. */
type Immediate = number | 'leb' | 'address' | 'labels' | 'types'

/** The immediates of each instruction, by its number. */
type Immediates = ReadonlyMap<number, readonly Immediate[]>

/** @see {@link https://webassembly.github.io/spec/core/binary/instructions.html} */
const IMMEDIATES: Immediates = new Map([
  ...same([0x02, 0x03, 0x04, 0x06], ['leb']),
  ...same([0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18], ['leb']),
  [0x0e, ['labels']],
  ...same([0x10, 0x12, 0x14, 0x15], ['leb']),
  ...same([0x11, 0x13], ['leb', 'leb']),
  [0x1c, ['types']],
  ...same(range(0x20, 0x26), ['leb']),
  ...same(range(0x28, 0x3e), ['address']),
  ...same([0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2], ['leb']),
  [0x43, [4]],
  [0x44, [8]],
  ...same([0x00, 0x01, 0x05, 0x0a, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1], []),
  ...same(range(0x45, 0xc4), []),
])

/** Instructions behind a prefix: bulk memory, SIMD, atomics. */
const PREFIXED: ReadonlyMap<number, Immediates> = new Map([
  [
    0xfc,
    new Map([
      ...same(range(0, 7), []),
      ...same([8, 10, 12, 14], ['leb', 'leb']),
      ...same([9, 11, 13, 15, 16, 17], ['leb']),
    ]),
  ],
  [
    SIMD,
    new Map([
      ...same(range(0, 0x1ff), []),
      ...same([...range(0, 11), 92, 93], ['address']),
      ...same([12, 13], [16]),
      ...same(range(21, 34), [1]),
      ...same(range(84, 91), ['address', 1]),
    ]),
  ],
  [0xfe, new Map([...same(range(0, 0x4e), ['address']), [3, [1]]])],
])

export type InstructionCounts = {
  readonly all: number
  readonly simd: number
  readonly relaxed: readonly number[]
}

type Counts = { all: number; simd: number; relaxed: number[] }

/** Counts instructions: all, SIMD, and relaxed SIMD (by opcode). */
export function countInstructions(wasm: Uint8Array): InstructionCounts {
  const counts: Counts = { all: 0, simd: 0, relaxed: [] }
  for (const body of codeBodies(wasm)) readBody(body, counts)
  return counts
}

function* codeBodies(wasm: Uint8Array): Generator<Uint8Array> {
  const reader = readerOf(wasm)
  reader.skip(8)
  while (!reader.isAtEnd()) {
    const id = reader.byte()
    const section = reader.take(reader.leb())
    if (id !== CODE_SECTION) continue
    const bodies = readerOf(section)
    for (let left = bodies.leb(); left > 0; left -= 1) {
      yield bodies.take(bodies.leb())
    }
  }
}

function readBody(bytes: Uint8Array, counts: Counts): void {
  const reader = readerOf(bytes)
  for (let groups = reader.leb(); groups > 0; groups -= 1) {
    reader.leb()
    reader.byte()
  }
  while (!reader.isAtEnd()) readInstruction(reader, counts)
}

function readInstruction(reader: Reader, counts: Counts): void {
  const opcode = reader.byte()
  const family = PREFIXED.get(opcode)
  const number = family ? reader.leb() : opcode
  const immediates = (family ?? IMMEDIATES).get(number)
  if (!immediates) {
    throw new RangeError(`unknown instruction ${opcode.toString(16)} ${number}`)
  }
  counts.all += 1
  if (opcode === SIMD) counts.simd += 1
  if (opcode === SIMD && number >= FIRST_RELAXED) counts.relaxed.push(number)
  for (const immediate of immediates) readImmediate(reader, immediate)
}

function readImmediate(reader: Reader, kind: Immediate): void {
  if (typeof kind === 'number') {
    reader.skip(kind)
  } else if (kind === 'leb') {
    reader.leb()
  } else if (kind === 'types') {
    reader.skip(reader.leb())
  } else if (kind === 'labels') {
    for (let left = reader.leb() + 1; left > 0; left -= 1) reader.leb()
  } else {
    // Alignment; bit 6 says that the number of a memory follows; then the offset.
    if (reader.leb() & 0x40) reader.leb()
    reader.leb()
  }
}

type Reader = ReturnType<typeof readerOf>

function readerOf(bytes: Uint8Array) {
  let position = 0
  const skip = (count: number) => {
    position += count
    if (position > bytes.length) throw new RangeError('the binary is cut off')
  }
  const byte = () => {
    skip(1)
    return bytes[position - 1] as number
  }
  return {
    byte,
    skip,
    isAtEnd: () => position === bytes.length,
    take: (count: number) => {
      skip(count)
      return bytes.subarray(position - count, position)
    },
    /** LEB128; only sizes and numbers below 2^32 are looked at. */
    leb: () => {
      let value = 0
      for (let factor = 1; ; factor *= 128) {
        const next = byte()
        value += (next & 0x7f) * factor
        if (next < 0x80) return value
      }
    },
  }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function same(
  keys: readonly number[],
  value: readonly Immediate[],
): [number, readonly Immediate[]][] {
  return keys.map((key) => [key, value])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { all, simd, relaxed } = countInstructions(
    readFileSync(process.argv[2] ?? ''),
  )
  process.stdout.write(
    `${all} instructions, ${simd} SIMD, ${relaxed.length} relaxed\n`,
  )
  process.exitCode = relaxed.length > 0 ? 1 : 0
}
