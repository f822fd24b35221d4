/**
 * The members whose bits a bitmap has set, in order.
 *
 * @example
 * ```ts
 * import { membersOf } from '@aichain/sdk/core'
 *
 * membersOf(0b10110) // [1, 2, 4]
 * ```
 */
export function membersOf(bitmap: number): number[] {
  const members: number[] = []
  for (let member = 0; bitmap >> member !== 0; member++)
    if (hasMember(bitmap, member)) members.push(member)
  return members
}

/**
 * Whether a member's bit is set.
 *
 * @example
 * ```ts
 * import { hasMember } from '@aichain/sdk/core'
 *
 * hasMember(0b10110, 0) // false
 * ```
 */
export function hasMember(bitmap: number, member: number): boolean {
  return ((bitmap >> member) & 1) === 1
}

/**
 * How many bits are set.
 *
 * @example
 * ```ts
 * import { countMembers } from '@aichain/sdk/core'
 *
 * countMembers(0b10110) // 3
 * ```
 */
export function countMembers(bitmap: number): number {
  return membersOf(bitmap).length
}
