// Builds the chat page. Usage: without arguments.
import { root } from '../bootstrap/programs.mjs'
import { buildViteProject } from './build-vite-project.js'

await buildViteProject(root, 'examples/chat')
