import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  Application,
  type ProjectReflection,
  ReflectionKind,
  TSConfigReader,
} from 'typedoc'
import { readEntryPoints } from '../tools/entry-points.js'
import { docs, repository, root } from '../tools/places.js'

/** Where the reference goes: pages like any other, so the site's search finds them. */
const out = join(docs, 'api')

const options = {
  name: 'API',
  basePath: root,
  tsconfig: join(root, 'tsconfig.json'),
  plugin: ['typedoc-plugin-markdown'],
  out,
  readme: 'none',
  disableGit: true,
  sourceLinkTemplate: `${repository}/blob/main/{path}#L{line}`,
  excludeInternal: true,
  excludePrivate: true,
  // `npm run check:types` reports type errors; here they would be reported twice.
  skipErrorChecking: true,
  treatWarningsAsErrors: true,
  sortEntryPoints: false,
  validation: {
    notExported: false,
    invalidLink: true,
    invalidPath: true,
    notDocumented: false,
  },
}

const pages = {
  entryFileName: 'index',
  excludeScopesInPaths: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandObjects: true,
  indexFormat: 'table',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  propertyMembersFormat: 'table',
  tableColumnSettings: { hideSources: true },
}

/** What a class inherits is on its parent's page: 100 errors would repeat it. */
function removeInherited(project: ProjectReflection): void {
  for (const reflection of project.getReflectionsByKind(ReflectionKind.All))
    if (reflection.isDeclaration() && reflection.inheritedFrom)
      project.removeReflection(reflection)
}

/** Writes the API reference as Markdown, one page for each exported name. */
async function writeApi(): Promise<void> {
  const entries = await readEntryPoints()
  const entryPoints = entries.map(({ source }) => source)
  const app = await Application.bootstrapWithPlugins(
    { ...options, ...pages, entryPoints } as typeof options,
    [new TSConfigReader()],
  )
  const project = await app.convert()
  if (!project) throw new Error('typedoc could not read the sources.')
  removeInherited(project)
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    const file = module.sources?.[0]?.fullFileName
    const entry = entries.find(({ source }) => source === file)
    if (entry) module.name = entry.name
  }
  app.validate(project)
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  await app.generateOutputs(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error('typedoc found the problems above.')
}

await writeApi()
