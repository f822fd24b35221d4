import { expect, test } from 'vitest'
import { fill } from './page.mjs'

const page = `# Title

<!-- generated: figures commands -->
old
<!-- end -->

More.
`

test('a table goes between its marks, again and again', () => {
  const filled = fill(page, { commands: 'new' })
  expect(filled).toContain(
    '<!-- generated: figures commands -->\n\nnew\n\n<!-- end -->',
  )
  expect(filled).toContain('\nMore.\n')
  expect(fill(filled, { commands: 'new' })).toBe(filled)
})

test('a place without a table is an error', () => {
  expect(() => fill(page, {})).toThrow(/"commands"/)
})
