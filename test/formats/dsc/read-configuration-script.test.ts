// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { parseConfigurationScript, type ScriptBlock } from '../../../src/formats/dsc/parse-configuration-script.ts'
import { readConfigurationScript } from '../../../src/formats/dsc/read-configuration-script.ts'
import { NOT_LITERAL } from '../../../src/formats/dsc/read-script-literal.ts'
import { corpus } from '../../support/corpus.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { samples } from '../../support/samples.ts'

const blockOf = (body: string): ScriptBlock | string => {
  const result = parseConfigurationScript(`Configuration A {\n Node x {\n Firewall 'n'\n {\n${body}\n }\n }\n}`)
  return 'fault' in result ? result.fault.message : (result.configurations[0]?.blocks[0] as ScriptBlock)
}
const value = (text: string): unknown => {
  const block = blockOf(`P = ${text}`)
  return typeof block === 'string' ? block : block.properties.get('P')
}

test('every literal that is written is read, by all of PowerShell’s quotes', (t) => {
  t.is(value("'it''s ’’ “'"), "it's ’ “")
  t.is(value('‘a’'), 'a')
  t.is(value('“a`n“”b”'), 'a\n”b')
  t.is(value("('a' + [char]0x000A + 'b')"), 'a\nb')
  t.is(value("('' + [char]0x202E)"), '\u202e')
  t.is(value('$true'), true)
  t.is(value('$null'), null)
  t.is(value('16384'), 16384)
  t.deepEqual(value("@('a', 'b')"), ['a', 'b'])
  t.deepEqual(value("@(\n'a'\n'b' # c\n)"), ['a', 'b'])
  t.deepEqual(value("'a', 'b'"), ['a', 'b'])
  t.deepEqual(value("('a', 'b')"), ['a', 'b'])
  t.deepEqual(value('@()'), [])
  t.is(value("@'\r\na'b\r\n'@"), "a'b")
})

test('what only a run would tell is not literal, and nothing beside it is lost', (t) => {
  for (const text of [
    '$x',
    '"a$x"',
    '(Get-Date)',
    '@{ a = 1 }',
    '[char]65 + 1',
    "'a' -f 'b'",
    '$(1)',
    '1 + 1',
    '{ x }',
  ])
    t.is(value(text), NOT_LITERAL, text)
  const block = blockOf("P = $x\nQ = 'q'; R = (Get-It -Now @{ a = 1 })\nS = 's'")
  t.deepEqual(typeof block === 'string' ? [] : [...block.properties], [
    ['P', NOT_LITERAL],
    ['Q', 'q'],
    ['R', NOT_LITERAL],
    ['S', 's'],
  ])
  const read = readConfigurationScript("Configuration A { Firewall 'n' { Name = $name; DisplayName = 'd' } }")
  t.deepEqual(read.rules, [])
  t.deepEqual(read.losses, [
    { rule: 'd', field: '[Firewall]n.Name', reason: 'its value is not literal', text: 'DisplayName = d' },
  ])
})

test('a block that ends too soon is no rule without the properties behind its end', (t) => {
  const block = (name: string, inside: string) =>
    `Firewall '${name}' { Name = '${name}'; DisplayName = 'd'; Action = 'Allow'${inside}; RemoteAddress = '10.0.0.1' }\n`
  for (const end of ['\n}\n', '\n} x\n', '\n} x {']) {
    const { rules, losses } = readConfigurationScript(
      `Configuration A {\n${block('a', `${end} Protocol = 'TCP'`)}${block('b', '')}}`,
    )
    t.deepEqual(
      rules.map(({ id }) => id),
      ['b'],
      end,
    )
    t.true(losses.some(({ reason }) => /ends too soon/.test(reason)))
  }
})

test('what is not a script is a fault with its place', (t) => {
  t.is(blockOf("P = 'x"), 'a string is never closed')
  t.is(blockOf('P = 1\np = 2'), 'p stands twice')
  t.is(blockOf('<# x'), 'a comment is never closed')
  t.deepEqual(parseConfigurationScript("Configuration A {\n  Firewall 'n' {\n"), {
    fault: { line: 2, column: 16, message: '{ is never closed' },
  })
  t.deepEqual(readConfigurationScript('Get-Date').losses, [
    { rule: null, field: 'configuration', reason: 'the script holds no configuration' },
  ])
})

test('a configuration that was compiled on Windows is read', (t) => {
  const path = corpus(t, 'mof/DSCbmoos.ps1')
  if (path === null) return
  const text = readFileSync(path, 'utf8')
  const result = parseConfigurationScript(text)
  if ('fault' in result) return t.fail(result.fault.message)
  const [configuration] = result.configurations
  t.is(configuration?.modules.get('NetworkingDsc'), '7.4.0.0')
  t.is(configuration?.blocks.length, 32)
  const lines = text.split(/\r\n|\n/)
  for (const { type, line } of configuration?.blocks ?? []) t.regex(lines[line - 1] ?? '', new RegExp(`^\\s*${type} `))
  // Its one rule has no display name: it changes a rule of Windows, and what it leaves out stays.
  const { rules, losses } = readConfigurationScript(text)
  t.deepEqual(rules, [])
  t.deepEqual(
    losses.map(({ rule, field }) => [rule, field]),
    [['IIS-WebServerRole-HTTP-In-TCP', 'DisplayName']],
  )
})

test('text of any kind gives a result, soon', (t) => {
  const pieces = fc.constantFrom(
    ...['Configuration ', 'A', ' {', '}', '(', ')', '@(', '@{', '[', ']', "'", '’', '"', '$', '${', '$(', '`', '\n'],
    ...['Node ', 'Firewall ', ' = ', ',', ';', '+', '#', '<#', '#>', "@'\n", "\n'@", 'Import-DscResource -ModuleName '],
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      readConfigurationScript(parts.join(''))
      readConfigurationScript(`Configuration A { Firewall 'n' { P = ${parts.join('')}`)
    }),
    { numRuns: samples(300) },
  )
  const start = 'Configuration A { '
  for (const piece of [
    '(',
    '@(',
    '{',
    '[',
    '${',
    '$',
    '`',
    "'",
    '"',
    "@'\n",
    '<#',
    'a ',
    'a\n',
    'Node x { ',
    "F 'n' { P = (",
  ]) {
    const ratio = growth((size) => {
      readConfigurationScript(start + piece.repeat(size))
      readConfigurationScript(`${start}Firewall 'n' { P = ${piece.repeat(size)}`)
    }, 12_500)
    t.true(ratio < LINEAR, `${piece}: ${ratio}`)
  }
})
