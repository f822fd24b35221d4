// @ts-check

/**
 * A step that could not be done, with what the reader can do about it.
 * Everything else that is thrown is a fault of these scripts.
 */
export class Failure extends Error {
  /**
   * @param {string} message - What happened, in one sentence.
   * @param {{ remedy?: string | undefined, output?: string | undefined, exitCode?: number, cause?: unknown }} [facts]
   */
  constructor(message, { remedy, output, exitCode = 1, cause } = {}) {
    super(message, { cause })
    this.name = 'Failure'
    this.remedy = remedy
    this.output = output
    this.exitCode = exitCode
  }
}

const causes = [
  {
    pattern: /ENOSPC|no space left on device/i,
    message: 'the disk is full',
    remedy: 'Free some space (about 1.5 GB is needed in all) and run it again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|network (?:timeout|request)|FetchError/,
    message: 'the npm registry cannot be reached',
    remedy:
      'Check the network, the proxy and "npm config get registry", then run it again.',
  },
  {
    pattern: /SELF_SIGNED_CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/,
    message: 'the certificate of the npm registry is not trusted',
    remedy:
      'Point npm to your certificate authority: npm config set cafile <file>',
  },
  {
    pattern: /\bE40[13]\b|ENEEDAUTH/,
    message: 'the npm registry refused access',
    remedy: 'Log in to the registry that "npm config get registry" names.',
  },
  {
    pattern: /can only install packages when your package\.json and/,
    message: 'package.json and package-lock.json do not fit together',
    remedy: 'Run "npm install --ignore-scripts" and commit package-lock.json.',
  },
  {
    pattern: /EINTEGRITY/,
    message: 'a downloaded package is not the one that package-lock.json names',
    remedy: 'Run "npm cache clean --force" and try again.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    message: 'this folder or the npm cache may not be written',
    remedy: 'Give your user the right to write there, and run it again.',
  },
  {
    pattern: /EMFILE|ENOMEM|heap out of memory/,
    message: 'this machine ran out of memory or of open files',
    remedy: 'Close other programs and run it again.',
  },
]

/**
 * Names the cause that the output of a failed program betrays.
 *
 * @param {string} output
 * @returns {{ message: string, remedy: string } | undefined}
 */
export function causeOf(output) {
  return causes.find(({ pattern }) => pattern.test(output))
}
