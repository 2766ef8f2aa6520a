// SPDX-License-Identifier: MIT
import test from 'ava'
import { diagnose } from '../../src/diagnostics/diagnose.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { DIAGNOSTICS } from '../../src/diagnostics/diagnostic-table.ts'
import { formatGithub } from '../../src/diagnostics/format-github.ts'
import { formatJson } from '../../src/diagnostics/format-json.ts'
import { formatSarif } from '../../src/diagnostics/format-sarif.ts'
import { formatText } from '../../src/diagnostics/format-text.ts'
import { summarize } from '../../src/diagnostics/summarize.ts'

const at = (line: number, column: number, endColumn: number, file = 'estate.yaml', endLine = line) => ({
  file,
  line,
  column,
  endLine,
  endColumn,
})

const ROLE = diagnose('unknown-role', { word: 'site-servr', nearest: 'site-server' }, at(2, 9, 19))
const TWICE = diagnose('duplicate-key', { key: 'a,b: 100%' }, at(3, 1, 2, 'dir, 1/e:state.yaml'), [
  { message: 'The first one stands here.', span: at(1, 1, 2) },
])

test('text shows the line, carets, the hint and related places', (t) => {
  t.is(
    formatText([ROLE], new Map([['estate.yaml', 'hosts:\nroles: [site-servr]\n']])),
    'estate.yaml:2:9: error[unknown-role]: “site-servr” is not a role.\n  roles: [site-servr]\n          ^^^^^^^^^^\n  hint: Did you mean “site-server”?\n',
  )
  t.regex(formatText([TWICE], new Map()), /\n {2}estate\.yaml:1:1: The first one stands here\.\n$/)
})

const carets = (line: string, column: number, endColumn: number, endLine = 1): readonly string[] =>
  formatText([diagnose('empty-file', {}, at(1, column, endColumn, 'e', endLine))], new Map([['e', `${line}\nsecond`]]))
    .split('\n')
    .slice(1, 3)

test('carets stand under tabs, wide characters, marks and surrogate pairs', (t) => {
  t.deepEqual(carets('\ta: b', 5, 6), ['    a: b', '       ^'])
  t.deepEqual(carets('網路: x', 1, 3), ['  網路: x', '  ^^^^'])
  t.deepEqual(carets('網路: x', 5, 6), ['  網路: x', '        ^'])
  t.deepEqual(carets('e\u0301: x', 5, 6), ['  e\u0301: x', '     ^'])
  t.deepEqual(carets('🖥🖥: x', 7, 8), ['  🖥🖥: x', '        ^'])
})

test('an empty span gets one caret, a span over lines ends with its first line', (t) => {
  t.deepEqual(carets('a:', 3, 3), ['  a:', '    ^'])
  t.deepEqual(carets('a: b', 4, 3, 2), ['  a: b', '     ^'])
})

test('a very long line is shown around its span', (t) => {
  const [line = '', marks = ''] = carets(`${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`, 5001, 5005)
  t.true(line.length < 130)
  t.is(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1), 'HERE')
  t.regex(line, /^ {2}….*…$/)
})

test('characters that steer a terminal are not printed', (t) => {
  const text = formatText(
    [diagnose('unknown-key', { key: '\u001b[2J\u202e', where: 'an estate', nearest: null }, at(1, 1, 2, 'e'))],
    new Map([['e', 'a\u001b[2J\u0007\u202eb']]),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  t.notRegex(text, /[\u0000-\u0009\u000b-\u001f\u202e]/)
})

test('colour is an option', (t) => {
  t.true(formatText([ROLE], new Map(), true).includes('\u001b[1;31merror[unknown-role]\u001b[0m'))
})

test('JSON has the documented keys in their order', (t) => {
  const [first, second] = JSON.parse(formatJson([ROLE, TWICE])) as readonly Record<string, unknown>[]
  t.deepEqual(Object.keys(first ?? {}), [
    'code',
    'severity',
    'message',
    'file',
    'line',
    'column',
    'endLine',
    'endColumn',
    'hint',
    'related',
  ])
  t.deepEqual(second?.related, [
    { message: 'The first one stands here.', file: 'estate.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 },
  ])
  t.deepEqual(JSON.parse(formatJson([])), [])
})

test('GitHub commands escape what would end a property or the message', (t) => {
  t.is(
    formatGithub([TWICE]),
    '::error file=dir%2C 1/e%3Astate.yaml,line=3,endLine=3,col=1,endColumn=2,title=duplicate-key::The key “a,b: 100%25” stands here twice.%0AMerge the two, or delete one of them.\n',
  )
})

test('SARIF has rules with help, levels, regions and related places', (t) => {
  const log = JSON.parse(formatSarif([ROLE, TWICE, ROLE], '0.1.0'))
  const [run] = log.runs
  t.is(log.version, '2.1.0')
  t.deepEqual(
    run.tool.driver.rules.map(({ id }: { id: string }) => id),
    ['duplicate-key', 'unknown-role'],
  )
  t.is(run.tool.driver.rules[1].help.text, DIAGNOSTICS['unknown-role'].help)
  t.deepEqual(
    run.results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex),
    [1, 0, 1],
  )
  t.deepEqual(run.results[0].locations[0].physicalLocation, {
    artifactLocation: { uri: 'estate.yaml' },
    region: { startLine: 2, startColumn: 9, endLine: 2, endColumn: 19 },
  })
  t.is(run.results[1].locations[0].physicalLocation.artifactLocation.uri, 'dir,%201/e:state.yaml')
  t.is(run.results[1].relatedLocations[0].physicalLocation.region.startLine, 1)
})

test('SARIF writes paths of Windows and of the root as file URIs', (t) => {
  const uri = (file: string): string =>
    JSON.parse(formatSarif([{ ...ROLE, file }], '1')).runs[0].results[0].locations[0].physicalLocation.artifactLocation
      .uri
  t.is(uri('C:\\estates\\my estate.yaml'), 'file:///C:/estates/my%20estate.yaml')
  t.is(uri('/srv/a#b.yaml'), 'file:///srv/a%23b.yaml')
  t.is(uri('e:state.yaml'), './e:state.yaml')
})

test('the summary counts errors, warnings and notes', (t) => {
  const warning: Diagnostic = { ...ROLE, severity: 'warning' }
  t.is(summarize([ROLE, ROLE, TWICE, warning]), '3 errors, 1 warning')
  t.is(summarize([warning, { ...ROLE, severity: 'info' }]), '1 warning, 1 note')
  t.is(summarize([]), 'no errors')
})

test('every code is kebab-case and has a help text of its own', (t) => {
  const helps = Object.entries(DIAGNOSTICS).map(([code, { help }]) => {
    t.regex(code, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    t.true(help.length > 20 && help.endsWith('.'), code)
    return help
  })
  t.is(new Set(helps).size, helps.length)
})
