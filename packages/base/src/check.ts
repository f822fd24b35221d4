/**
 * Checks of values from outside that say what is wrong with them.
 *
 * @packageDocumentation
 */

export {
  type Check,
  integer,
  isObject,
  list,
  matching,
  object,
  oneOf,
  optional,
  text,
} from './encoding/check.js'
