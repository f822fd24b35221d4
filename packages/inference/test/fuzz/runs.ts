/** Cases per property: a few hundred in `npm test`, more in `.ci/run`. */
export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 200)
