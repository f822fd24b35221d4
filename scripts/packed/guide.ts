/** What a page promises to whoever follows it from the top. */
export type Guide = {
  /** Packages as the page's install line names them, flags left out. */
  readonly install: readonly string[]
  /** The first TypeScript block after the install line. */
  readonly example: string
}

const fence = /^```(\w+)[^\n]*\n([\s\S]*?)^```/gm

/** The install line and the first example of a page; nothing if it lacks one. */
export function readGuide(text: string): Guide | undefined {
  let install: readonly string[] | undefined
  for (const [, language, code = ''] of text.matchAll(fence)) {
    if (install === undefined) install = installedBy(language, code)
    else if (language === 'ts') return { install, example: code }
  }
  return undefined
}

function installedBy(language: string | undefined, code: string) {
  const [command] = code.replaceAll('\\\n', ' ').split('\n')
  const words = command?.trim().split(/\s+/) ?? []
  const isInstall = language === 'sh' && /^npm i(nstall)? /.test(command ?? '')
  return isInstall
    ? words.slice(2).filter((word) => !word.startsWith('-'))
    : undefined
}
