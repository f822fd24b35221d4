import type { PartName } from './parts.js'

/** A program that runs on built packages. */
export type BuiltProgram = {
  readonly file: string
  readonly needs: readonly PartName[]
  /** Whether it looks at the packages as they are published, types included. */
  readonly declarations?: boolean
}

/** The programs that `npm run` knows besides the network itself. */
export const builtPrograms: Readonly<Record<string, BuiltProgram>> = {
  bench: { file: 'packages/devnet/bench/bench.ts', needs: ['devnet'] },
  'bench-devnet': {
    file: 'packages/devnet/bench/start.ts',
    needs: ['devnet'],
  },
  'bench-inference': {
    file: 'packages/inference/bench/inference/main.ts',
    needs: ['inference'],
  },
  'check-consumers': {
    file: 'scripts/check-consumers.ts',
    needs: ['devnet'],
    declarations: true,
  },
  'check-guides': {
    file: 'scripts/check-guides.ts',
    needs: ['devnet'],
    declarations: true,
  },
  matrix: {
    file: 'packages/inference/test/determinism/matrix.ts',
    needs: ['inference'],
  },
  quality: {
    file: 'packages/inference/bench/quality/main.ts',
    needs: ['inference'],
  },
  sampling: {
    file: 'packages/inference/test/determinism/check-sampling.ts',
    needs: ['inference'],
  },
  soak: {
    file: 'packages/inference/test/determinism/soak.ts',
    needs: ['inference'],
  },
  transformers: {
    file: 'packages/inference/test/transformers/three-engines.ts',
    needs: ['inference'],
  },
}
