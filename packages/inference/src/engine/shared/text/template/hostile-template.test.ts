import * as jinja from '@huggingface/jinja'
import { describe, expect, test } from 'vitest'
import { chatTemplate } from './chat-template.js'

const messages = [
  { role: 'user' as const, content: 'Hello' },
  { role: 'assistant' as const, content: 'a\u0301'.repeat(500) },
]

const render = (source: string) =>
  chatTemplate(jinja, source, { eos_token: '</s>' }).render(messages)

const doubled = (times: number, first: string) =>
  `{% set a = ${first} %}${'{% set a = a + a %}'.repeat(times)}`

const loop = (body: string) => `{% for i in range(16000) %}${body}{% endfor %}`

describe('refuses, after the same work everywhere,', () => {
  test.each([
    ['a range without end', '{% for i in range(1000000000) %}x{% endfor %}'],
    ['a range that is no number', "{% for i in range('a') %}x{% endfor %}"],
    ['loops in loops', loop(loop(loop('')))],
    ['loops in loops that write', loop(loop('x'))],
    [
      'a macro that calls itself',
      '{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}',
    ],
    [
      'a macro that calls itself twice',
      '{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}',
    ],
    [
      'macros declared again and again',
      `${loop(loop('{% macro f() %}x{% endmacro %}'))}`,
    ],
    ['text doubled', `${doubled(40, "'x'")}{{ a | length }}`],
    ['lists doubled', `${doubled(40, '[1]')}{{ a | length }}`],
    [
      'a list of itself, written out',
      `{% set a = [1] %}${'{% set a = [a, a] %}'.repeat(60)}{{ a }}`,
    ],
    [
      'lists in lists, too deep to write',
      `{% set n = namespace(a=[]) %}${loop('{% set n.a = [n.a] %}')}{{ n.a }}`,
    ],
    [
      'a namespace that holds itself',
      '{% set n = namespace() %}{% set n.n = n %}{{ n }}',
    ],
    [
      'a large list written again and again',
      `${doubled(12, '[1]')}${loop(loop('{{ a }}'))}`,
    ],
    [
      'a large list compared again and again',
      `${doubled(12, '[1]')}${loop(loop("{{ a == 'x' }}"))}`,
    ],
    [
      'a replacement of nothing by much',
      `${doubled(18, "'x'")}{{ a | replace('', a) }}`,
    ],
    ['the same by method', `${doubled(18, "'x'")}{{ a.replace('', a) }}`],
    [
      'the same by a computed name',
      `${doubled(18, "'x'")}{{ a['repl' ~ 'ace']('', a) }}`,
    ],
    ['a join by much', `${doubled(14, "'x'")}{{ a | join(a) }}`],
    ['a wide indentation', "{{ 'a' | indent(1000000000) }}"],
    [
      'a wide indentation of many lines',
      `{% set w = 1000 %}${doubled(16, "'\\n'")}{{ a | indent(w, true, true) }}`,
    ],
    ['a negative indentation', "{{ 'a' | indent(-1) }}"],
    [
      'a wide indentation in JSON',
      '{{ messages | tojson(indent=1000000000) }}',
    ],
    [
      'JSON with long separators',
      `${doubled(18, "'x'")}{{ range(1000) | tojson(separators=(a, a)) }}`,
    ],
    [
      'upper case again and again',
      `${doubled(19, "'x'")}${loop('{% set b = a | upper %}')}`,
    ],
    [
      'text split into too many parts',
      `${doubled(18, "'x,'")}{{ a.split(',') | length }}`,
    ],
    [
      'numbers beyond all',
      '{% set n = namespace(a=10) %}{% for i in range(400) %}{% set n.a = n.a * 10 %}{% endfor %}{{ n.a }}',
    ],
    ['no number', '{{ 0 / 0 }}'],
    ['an infinite number from text', "{{ 'Infinity' | float }}"],
    ['a function as text', '{{ range }}'],
    ['a macro as text', '{% macro f() %}x{% endmacro %}{{ f }}'],
    ['a method joined to text', "{{ 'a' ~ 'b'.upper }}"],
    ['a function in a list', '{{ [range] | join }}'],
    ['an unknown filter', "{{ 'a' | nothing }}"],
    ['the first of nothing', '{{ [] | first }}'],
    ['a number where text is needed', "{{ 5 | join('x') }}"],
    ['a call of what is no function', '{{ messages() }}'],
  ])('%s', (_, source) => {
    expect(render(source)).toBeUndefined()
  })
})

describe('cannot reach what lies beneath:', () => {
  test.each([
    ['constructor', "{{ ''.constructor is defined }}"],
    ['a computed constructor', "{{ ''['constructor'] is defined }}"],
    ['__proto__', '{{ messages.__proto__ is defined }}'],
    ['__proto__ of an object', '{{ messages[0].__proto__ is defined }}'],
    ['globalThis', '{{ globalThis is defined }}'],
    ['the constructor of a function', '{{ range.constructor is defined }}'],
  ])('%s', (_, source) => {
    expect(render(source)).not.toBe('true')
  })
})

describe('is not loaded:', () => {
  test.each([
    ['a power', '{{ 2.5 ** 0.3 }}', /power/],
    ['a loop over a power', '{% for i in range(10**9) %}{% endfor %}', /power/],
    [
      'sorting by this machine',
      '{{ messages | tojson(sort_keys=true) }}',
      /sort_keys/,
    ],
    [
      'sorting by a name in pieces',
      "{{ messages | tojson(**{'sort_' ~ 'keys': true}) }}",
      /unpacks/,
    ],
    ['unpacking', '{{ range(*messages) }}', /unpacks/],
    ['a chain of sums', `{{ ${'1+'.repeat(400)}1 }}`, /nested deeper/],
    ['deep parentheses', `{{ ${'-'.repeat(400)}1 }}`, /nested deeper/],
    ['a book', 'x'.repeat(300_000), /300000 characters/],
    ['white space without end', ' '.repeat(200_000), /white space/],
  ])('%s', (_, source, reason) => {
    expect(() => render(source)).toThrow(
      expect.objectContaining({
        code: 'model-unsupported',
        reason: expect.stringMatching(reason),
      }),
    )
  })
})

test('counts to the item', () => {
  expect(render('{{ range(16383) | length }}')).toBe('16383')
  expect(render('{{ range(16384) | length }}')).toBeUndefined()
  const within = (depth: number) =>
    `${'{% if 1 %}'.repeat(depth)}x${'{% endif %}'.repeat(depth)}`
  expect(render(within(254))).toBe('x')
  expect(() => render(within(256))).toThrow()
})

test('writes no character that machines treat differently', () => {
  expect(render('\u{1FAE9}{{ "\\u0295" }}')).toBe('\ufffd\ufffd')
})

test('leaves room for long conversations in ordinary templates', () => {
  const source = `{%- for message in messages -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) and messages | length > 0 -%}
      {{- raise_exception('roles must alternate') -}}
    {%- endif -%}
    {%- if message.role == 'assistant' and '</think>' in message.content -%}
      {%- set content = message.content.split('</think>')[-1].lstrip('\\n') -%}
    {%- else -%}
      {%- set content = message.content | trim | replace('<|im_start|>', '') -%}
    {%- endif -%}
    {{- '<|im_start|>' + message['role'] + '\\n' + content + '<|im_end|>\\n' -}}
    {%- if loop.last and messages[loop.index0 - 1] is defined -%}{{- eos_token -}}{%- endif -%}
  {%- endfor -%}`
  const conversation = Array.from({ length: 1000 }, (_, index) => {
    const role = index % 2 === 0 ? ('user' as const) : ('assistant' as const)
    return { role, content: 'word '.repeat(20) }
  })
  const template = chatTemplate(jinja, source, { eos_token: '</s>' })
  expect(template.render(conversation)?.length).toBeGreaterThan(100_000)
})
