// Preload with `node --import` (worker threads inherit it): the engine then
// computes natively, with all else as it was.
import { register } from 'node:module'

// Beside this, as plain JavaScript: see row-programs.ts.
register('./native-hooks.mjs', import.meta.url)
