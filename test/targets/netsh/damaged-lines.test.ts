// SPDX-License-Identifier: MIT
import test from 'ava'
import { readNetsh } from '../../../src/targets/netsh/read.ts'

const read = (...lines: readonly string[]) =>
  readNetsh([{ path: 'x.bat', bytes: new TextEncoder().encode(['@echo off', ...lines].join('\r\n')) }])
const OTHER = 'netsh advfirewall firewall add rule name="Other" dir=in action=allow protocol=TCP localport=443'
const LINE =
  'netsh advfirewall firewall add rule name="Engine" dir=in action=allow protocol=TCP localport=1433 remoteip=10.0.0.1'

for (const [title, line] of Object.entries({
  'garbage in the program': LINE.replace('netsh', 'ne&#sh'),
  'garbage in a context': LINE.replace('advfirewall', 'a\u00fb{Vxu?\u00df(Udvfirewall'),
  'a context that is gone': LINE.replace('advfirewall firewall', 'adv'),
  'garbage in the verb': LINE.replace('add', 'Z8?*>x!add'),
  'a question mark by itself': LINE.replace('add rule', 'add ? rule'),
  'a quote in the verb': LINE.replace('rule', 'r"ule'),
  'the first words are gone': LINE.replace('netsh advfirewall firewall add rule ', ''),
  'the first words are text': LINE.replace('netsh advfirewall firewall add rule', 'xxxxx'),
  'a line that an echo runs into': `echo === database ===sh advfirewall firewall add rule ${LINE.slice(36)}`,
  'a colon in front of half a command': LINE.replace('netsh advf', ':xsh advf'),
  'the words of another command of netsh': LINE.replace('advfirewall', 'wlan show'),
}))
  test(`a rule whose line is damaged is a loss with its line and text: ${title}`, (t) => {
    const { rules, losses } = read(line, OTHER)
    t.deepEqual(
      rules.map(({ id }) => id),
      ['Other'],
    )
    t.true(losses.length > 0)
    t.true(losses.every(({ reason, text }) => /^line 2: /.test(reason) && text !== undefined))
  })

for (const [title, line] of Object.entries({
  'behind an ampersand': LINE.replace(' localport', '&localport'),
  'behind a bar': LINE.replace('protocol=TCP localport', 'protocol=TCP |ocalport'),
}))
  test(`a rule is not read without what its line was torn off: ${title}`, (t) => {
    const { rules, losses } = read(line, OTHER)
    t.deepEqual(
      rules.map(({ id }) => id),
      ['Other'],
    )
    t.true(losses.some(({ rule }) => rule === 'Engine'))
  })

test('a name that holds a tag may be a quote that is missing, and is no rule of any port', (t) => {
  const { rules, losses } = read(
    LINE.replace('"Engine" dir=in', 'Engine dir=in')
      .replace('name=Engine', 'name="Engine protocol=TCP"')
      .replace(' protocol=TCP localport', ' localport'),
    OTHER,
  )
  t.deepEqual(
    rules.map(({ id }) => id),
    ['Other'],
  )
  t.regex(losses[0]?.reason ?? '', /a quote may be missing/)
})

test('a command that is shown, put aside or about something else is no loss', (t) => {
  const { rules, losses } = read(
    `echo ${LINE}`,
    `rem ${LINE}`,
    `:: ${LINE}`,
    ':netsh',
    'netsh interface ipv4 show addresses name="LAN"',
    'netsh advfirewall firewall show rule name=all dir=in',
    'netsh wlan show profiles',
    'net stop service=x',
    OTHER,
  )
  t.deepEqual(losses, [])
  t.is(rules.length, 1)
})

test('a loop whose bracket is never closed is told, and what stands behind it is read', (t) => {
  const { rules, losses } = read('for /f %%a in (x do echo %%a', OTHER)
  t.is(rules.length, 1)
  t.regex(losses[0]?.reason ?? '', /^line 2: its list or its command cannot be found/)
})

test('a condition that fits nothing ends, however long it is', (t) => {
  for (const filler of ['x', '\0', '"', ' ', '%'])
    t.is(read(`if ERRO${filler.repeat(4_000)} /a`, OTHER).rules.length, 1)
})
