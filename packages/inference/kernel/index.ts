import { forward } from './forward'
import { cosine, sine } from './mathematics'
import { Model } from './model'
import { awaitChange } from './threads'

export { pack, packScales } from './pack'

/** Reads the model's task, with the threads that serve it. */
export function run(address: usize): void {
  const model = changetype<Model>(address)
  const task = address + offsetof<Model>('task')
  if (model.threads > 1) {
    atomic.add<u32>(task, 1)
    atomic.notify(task)
  }
  forward(model, 0)
}

/** Takes part in every task from the next on, for ever. */
export function serve(address: usize, thread: u32, after: u32): void {
  const model = changetype<Model>(address)
  const task = address + offsetof<Model>('task')
  for (;;) {
    awaitChange(task, after)
    after += 1
    forward(model, thread)
  }
}

/**
 * Cosines and sines of every position's angles, float32 [positions][half].
 *
 * @param frequencies - float32 [half], radians a position.
 */
export function fillAngles(
  frequencies: usize,
  half: u32,
  positions: u32,
  cosines: usize,
  sines: usize,
): void {
  for (let position: u32 = 0; position < positions; position += 1) {
    for (let pair: u32 = 0; pair < half; pair += 1) {
      const angle: f32 = <f32>position * load<f32>(frequencies + pair * 4)
      const offset = (position * half + pair) * 4
      store<f32>(cosines + offset, <f32>cosine(<f64>angle))
      store<f32>(sines + offset, <f32>sine(<f64>angle))
    }
  }
}
