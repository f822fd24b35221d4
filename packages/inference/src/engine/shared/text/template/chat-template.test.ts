import * as jinja from '@huggingface/jinja'
import { expect, test } from 'vitest'
import { chatTemplate } from './chat-template.js'

const render = (source: string, variables = {}) =>
  chatTemplate(jinja, source, variables).render([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi {{ 1 }}' },
  ])

test('sees the messages, the special tokens and the generation prompt', () => {
  const source =
    '{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}{% if add_generation_prompt %}>{% endif %}'
  expect(render(source, { bos_token: '<s>' })).toBe(
    '<s>[system]Be brief.[user]Hi {{ 1 }}>',
  )
})

test('has constants and range in both spellings', () => {
  const source =
    '{{ true }}{{ True }}{{ none is none }}{% for i in range(1, 6, 2) %}{{ i }}{% endfor %}{% for i in range(2) %}{{ i }}{% endfor %}'
  expect(render(source)).toBe('truetruetrue13501')
})

test('has no clock', () => {
  expect(
    render(
      '{% if strftime_now is defined %}{{ strftime_now("%Y") }}{% else %}fixed{% endif %}',
    ),
  ).toBe('fixed')
  expect(render('{{ strftime_now("%Y") }}')).toBeUndefined()
})

test('a refusal is a result', () => {
  expect(render('{{ raise_exception("roles must alternate") }}')).toBe(
    undefined,
  )
})

test('one rendering leaves nothing for the next', () => {
  const template = chatTemplate(
    jinja,
    '{% if seen is defined %}again{% endif %}{% set seen = 1 %}{% set messages = [] %}{{ messages | length }}',
    {},
  )
  const messages = [{ role: 'user' as const, content: 'x' }]
  expect(template.render(messages)).toBe('0')
  expect(template.render(messages)).toBe('0')
})
