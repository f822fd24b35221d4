import { InvalidArgumentError } from '@aichain/base'

const NAME = /^\w(?:[\w.-]*\w)?(?:\/\w(?:[\w.-]*\w)?)?$/
const REVISION = /^\w[\w.+/-]*$/

/** Refuses what is no `owner/name` or `name`, so that it cannot lead elsewhere. */
export function checkRepository(repository: string): void {
  if (NAME.test(repository) && !repository.includes('..')) return
  throw new InvalidArgumentError({
    argument: 'repository',
    expected: 'a name such as owner/name',
    actual: repository,
  })
}

/** Refuses what is no branch, tag or commit. */
export function checkRevision(revision: string): void {
  if (REVISION.test(revision) && !revision.includes('..')) return
  throw new InvalidArgumentError({
    argument: 'revision',
    expected: 'a branch, tag or commit',
    actual: revision,
  })
}

/** Refuses what cannot be in a header; never shows it. */
export function checkToken(token: string): void {
  if (/^[\x21-\x7e]+$/.test(token)) return
  throw new InvalidArgumentError({
    argument: 'token',
    expected: 'printable text without spaces',
    actual: '(not shown)',
  })
}

/**
 * Whether a listed name is that of a file in the folder: relative, and no part
 * of it empty, hidden, `.` or `..`.
 */
export function isModelPath(path: string): boolean {
  const parts = path.split('/')
  return (
    parts.every((part) => part !== '' && !part.startsWith('.')) &&
    // Well-formed, or it has no place in a URL.
    !/[\\\p{Cc}\p{Cs}]/u.test(path)
  )
}

/** A path as it stands in a URL. */
export function pathInUrl(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
