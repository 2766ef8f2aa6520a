// SPDX-License-Identifier: MIT
import test from 'ava'
import { createRenderer } from '../../../src/formats/template/create-renderer.ts'
import type { Language } from '../../../src/formats/template/language.ts'

const LANGUAGE: Language = { name: 'test', helpers: { q: (value) => `<${String(value)}>`, note: String } }
const render = (source: string | Readonly<Record<string, string>>, data: object): string =>
  createRenderer(LANGUAGE, (name) => {
    const text = typeof source === 'string' ? (name === 'main' ? source : undefined) : source[name]
    if (text === undefined) throw new Error(`no template ${name}`)
    return text
  })('main', data)

const REFUSED: Readonly<Record<string, string>> = {
  'a bare value': '{{value}}',
  'a bare value in three braces': '{{{value}}}',
  'a bare value with ampersand': '{{&value}}',
  'the context itself': '{{this}}',
  'a data variable': '{{#each list}}{{@index}}{{/each}}',
  'a value in a block': '{{#if value}}{{else}}{{value}}{{/if}}',
  'a value in a nested block': '{{#each list}}{{#if this}}{{this}}{{/if}}{{/each}}',
  'an unknown helper': '{{other value}}',
  'a built-in that prints': '{{lookup list 0}}',
  'a log': '{{log value}}',
  'a literal': '{{"value"}}',
  'an encoder without a value': '{{q}}',
  'an encoder with two values': '{{q value value}}',
  'an encoder as a block': '{{#q value}}{{/q}}',
  'an encoder read from the data': '{{this.q value}}',
  'an encoder of the level above': '{{#with value}}{{../q value}}{{/with}}',
  'a block over data': '{{#value}}x{{/value}}',
  'an inverse block over data': '{{^value}}x{{/value}}',
  'a raw block': '{{{{value}}}}x{{{{/value}}}}',
  'a sub-expression of its own': '{{q (value)}}',
  'a sub-expression in a hash': '{{q value a=(other value)}}',
  'a block parameter that hides an encoder': '{{#each list as |q|}}{{q 1}}{{/each}}',
  'a block parameter that hides a block': '{{#each list as |x if|}}{{q x}}{{/each}}',
  'a dynamic partial': '{{> (lookup list 0)}}',
  'a value in the block of a partial': '{{#> part}}{{value}}{{/part}}',
  'a value in an inline partial': '{{#*inline "part"}}{{value}}{{/inline}}{{> part}}',
  'an escaped value, which would be printed as it stands': '.\\{{q value}}',
  'another decorator': '{{#*other "part"}}{{/other}}',
  'a decorator without a block': '{{* other}}',
}

for (const [what, source] of Object.entries(REFUSED)) {
  test(`${what} is refused when the template is loaded`, (t) => {
    t.throws(() => render({ main: source, part: 'x' }, { value: 'v', list: [] }), { name: 'TemplateError' })
  })
}

test('a value goes through its encoder and through nothing else', (t) => {
  t.is(render('{{q a}} {{{q a}}} {{note b}}', { a: '&', b: '<' }), '<&> <&> <')
})

test('a backslash before a value is written twice', (t) => {
  t.is(render('.\\\\{{q a}}', { a: 'b' }), '.\\<b>')
})

test('blocks choose and repeat', (t) => {
  const source =
    '{{#each list as |item index|}}{{q item}}{{q index}}{{#unless @last}},{{/unless}}{{/each}}{{#if no}}x{{else}}y{{/if}}'
  t.is(render(source, { list: ['a', 'b'], no: null }), '<a><0>,<b><1>y')
})

test('encoders and lookups may stand in sub-expressions', (t) => {
  t.is(render('{{q (note (lookup list 1))}}', { list: ['a', 'b'] }), '<b>')
})

test('a partial is loaded and checked with what includes it', (t) => {
  t.is(render({ main: '{{> part item=a}}', part: '[{{q item}}]' }, { a: 1 }), '[<1>]')
  t.is(render({ main: '{{#> frame}}{{q a}}{{/frame}}', frame: '({{> @partial-block}})' }, { a: 1 }), '(<1>)')
  t.is(render('{{#*inline "x"}}{{q a}}{{/inline}}{{> x}}', { a: 1 }), '<1>')
  t.throws(() => render({ main: '{{> part}}', part: 'x\n{{item}}' }, { item: 1 }), {
    name: 'TemplateError',
    message: /^template part, line 2/,
  })
})

test('a value that is missing is an error, never an empty text', (t) => {
  t.throws(() => render('{{q a}}', {}))
  t.throws(() => render('{{#if a}}{{/if}}', {}))
  t.throws(() => render('{{q a.b}}', { a: {} }))
  t.throws(() => render('{{q a}}', { a: undefined }), { name: 'EncodeError' })
  t.throws(() => render('{{q a.size}}', { a: new Map() }))
})
