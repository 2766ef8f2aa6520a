// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'

const HIERARCHY = join(resolve(import.meta.dirname, '../..'), 'policies/examples/hierarchy/estate.yaml')

const SCRIPT = [
  '@echo off',
  'netsh advfirewall firewall add rule name="SQL" dir=in action=allow protocol=TCP localport=1433',
  'netsh advfirewall firewall add rule name="Web" dir=in action=allow protocol=TCP localport=8080 remoteip=10.0.0.0/8',
  'netsh advfirewall firewall add rule name="Web of one" dir=in action=allow protocol=TCP localport=8080 remoteip=10.1.0.0/16',
  '',
].join('\r\n')

const script = (t: ExecutionContext): string => {
  const path = join(temporaryFolder(t), 'firewall.cmd')
  writeFileSync(path, SCRIPT)
  return path
}

test('lint names what is wrong, where it stands and what to do, and exits with 3', async (t) => {
  const path = script(t)
  const { exit, out, err } = await portwright(['lint', path])
  t.is(exit, 3)
  t.is(out, '')
  t.true(
    err.includes(`${path}:2:`) &&
      err.includes(': warning[rule-any-remote]: “SQL” lets any address reach TCP 1433 (SQL Server).\n'),
    err,
  )
  t.true(err.includes(`${path}:4:`) && err.includes(': warning[rule-shadowed]: “Web of one” lets nothing through'), err)
  t.regex(err, /\n {2}hint: Remove “Web of one”/)
  t.regex(err, /2 warnings\n$/)
})

test('lint as JSON names the rules at fault and those that cover them; SARIF and workflow commands hold the same', async (t) => {
  const path = script(t)
  for (const words of [['--json'], ['--format', 'json']]) {
    const { exit, out } = await portwright(['lint', path, ...words])
    t.is(exit, 3)
    t.deepEqual(
      (JSON.parse(out) as { code: string; rules: string[]; by: string[]; line: number }[]).map(
        ({ code, rules, by, line }) => [code, rules, by, line],
      ),
      [
        ['rule-any-remote', ['SQL'], [], 2],
        ['rule-shadowed', ['Web of one'], ['Web'], 4],
      ],
    )
  }
  const sarif = JSON.parse((await portwright(['lint', path, '--format', 'sarif'])).out)
  t.deepEqual(
    sarif.runs[0].results.map((one: { ruleId: string; properties: unknown }) => [one.ruleId, one.properties]),
    [
      ['rule-any-remote', { rules: ['SQL'], by: [] }],
      ['rule-shadowed', { rules: ['Web of one'], by: ['Web'] }],
    ],
  )
  t.regex(
    (await portwright(['lint', path, '--format', 'github'])).out,
    /^::warning file=.*,line=2,.*title=rule-any-remote::/,
  )
})

test('lint of an estate says where its own flow stands, and reads standard input', async (t) => {
  const text = `name: x
product: cmcb
sites: { S01: { type: primary } }
hosts:
  cm01.x.test: { addresses: [10.0.0.10], site: S01, roles: [site-server] }
flows:
  - { name: share, from: any, to: cm01.x.test, protocol: tcp, ports: 445, reason: r, owner: o }
`
  const { exit, err } = await portwright(['lint', '-'], text)
  t.is(exit, 3)
  t.regex(err, /^<stdin>:7:5: warning\[rule-any-remote\]: “ConfigMgr: share” lets any address reach TCP 445 \(SMB\)\./m)
})

test('nothing is wrong with what an example compiles to', async (t) => {
  const { exit, err } = await portwright(['lint', HIERARCHY, '--estate', HIERARCHY])
  t.deepEqual([exit, err], [0, 'nothing wrong found\n'])
})

test('with an estate, rules that no flow asks for are found', async (t) => {
  const { exit, out } = await portwright(['lint', script(t), '--estate', HIERARCHY, '--json'])
  t.is(exit, 3)
  const codes = (JSON.parse(out) as { code: string; rules: string[] }[]).map(
    ({ code, rules }) => `${code} ${rules.join()}`,
  )
  t.deepEqual(codes, [
    'rule-any-remote SQL',
    'rule-uncovered SQL',
    'rule-uncovered Web',
    'rule-shadowed Web of one',
    'rule-uncovered Web of one',
  ])
})

test('what is no file of rules, no estate or no format is refused', async (t) => {
  t.is((await portwright(['lint', join(temporaryFolder(t), 'none.wfw')])).exit, 1)
  t.is((await portwright(['lint', script(t), '--estate', 'none.yaml'])).exit, 1)
  t.is((await portwright(['lint', script(t), '--format', 'xml'])).exit, 2)
  const path = script(t)
  const { exit, err } = await portwright(['lint', path, '--estate', path])
  t.is(exit, 2)
  t.regex(err, /is no estate and no output of a compile/)
})
