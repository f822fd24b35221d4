import { expect, test } from 'vitest'
import { readGuide } from './guide.js'

const install = '```sh\nnpm install --save-dev a@1.0.0 \\\n  @b/c\n```\n'
const example = "```ts\nimport 'a'\n```\n"

test('finds the install line and the first example after it', () => {
  const page = `# Page\n\n\`\`\`sh\nnpm start\n\`\`\`\n${install}Text.\n${example}\`\`\`ts\nother\n\`\`\`\n`
  expect(readGuide(page)).toEqual({
    install: ['a@1.0.0', '@b/c'],
    example: "import 'a'\n",
  })
})

test.each([
  ['no install line', example],
  ['no example', install],
  ['the example before the install line', example + install],
])('nothing where there is %s', (_, page) => {
  expect(readGuide(page)).toBe(undefined)
})
