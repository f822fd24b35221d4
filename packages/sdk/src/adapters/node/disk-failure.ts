/** What the system's error means to whoever runs the machine. */
export function diskFailure(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return reasons[code] ?? message
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'the folder belongs to another user',
  EPERM: 'the folder belongs to another user',
  ENOENT: 'the folder is gone',
  ENOTDIR: 'the path is not a folder',
  EEXIST: 'the path is not a folder',
}
