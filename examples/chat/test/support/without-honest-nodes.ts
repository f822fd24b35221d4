import type { Scene } from './scene.js'

/** Leaves only the liar, who alone decides nothing, while `work` runs. */
export async function withoutHonestNodes(
  { devnet }: Scene,
  work: (startThem: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const honest = devnet.nodes.filter(({ fault }) => fault === undefined)
  await Promise.all(honest.map((node) => node.stop()))
  let starting: Promise<unknown> | undefined
  const startThem = async () => {
    starting ??= Promise.all(honest.map((node) => node.start()))
    await starting
  }
  try {
    await work(startThem)
  } finally {
    await startThem()
  }
}
