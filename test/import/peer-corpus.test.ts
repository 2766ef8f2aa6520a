// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import { importPeer, type PeerImport } from '../../src/import/import-peer.ts'
import { catalog } from '../support/catalog.ts'
import { corpus } from '../support/corpus.ts'

const NAME = 'Default-FirewallRuleConfig.json'

const imported = (t: ExecutionContext): PeerImport | null => {
  const path = corpus(t, `estate/${NAME}`)
  return path === null ? null : importPeer(readFileSync(path, 'utf8'), path, catalog)
}

const count = (report: string, title: string): number =>
  Number(new RegExp(`^${title} \\((\\d+)\\)$`, 'm').exec(report)?.[1] ?? 0)

test('the peer’s own configuration gives an estate without an error', (t) => {
  const result = imported(t)
  if (result === null) return
  t.not(result.estate, null)
  t.deepEqual(
    result.findings.filter((finding) => finding.severity === 'error'),
    [],
  )
})

test('its 71 rules are compared with the catalogue', (t) => {
  const result = imported(t)
  if (result === null) return
  t.is(result.report.split('\n')[0], `Read ${NAME}: 8 hosts, 16 role names, 2 sites, 71 rules, 28 services.`)
  t.deepEqual(
    ['Covered by the catalogue', 'In the catalogue under a condition', 'Own flows of the estate', 'Left out'].map(
      (title) => count(result.report, title),
    ),
    [60, 3, 3, 12],
  )
  t.is(result.estate?.match(/^ {2}- name: /gm)?.length, 6)
})

test('its two services without definition are named with their lines', (t) => {
  const result = imported(t)
  if (result === null) return
  t.deepEqual(
    result.findings
      .filter((finding) => finding.message.includes('never defined'))
      .map(({ line, message }) => [line, message.split('”')[0]]),
    [
      [1091, 'The service “RemoteControl'],
      [1120, 'The service “WakeOnLAN'],
    ],
  )
})

test('its known faults are named with their lines', (t) => {
  const result = imported(t)
  if (result === null) return
  const lines = (start: string): readonly number[] =>
    result.findings
      .filter((finding) => finding.severity === 'warning' && finding.message.includes(start))
      .map((finding) => finding.line)
  t.deepEqual(lines('Port 10123'), [270])
  t.deepEqual(lines('Port 8005'), [198])
  t.deepEqual(lines('WSUS is fixed'), [1354])
  t.deepEqual(lines('Dynamic RPC is limited'), [1277])
  t.deepEqual(lines('listen on 1433'), [1284])
  t.deepEqual(lines('outbound rules with local ports'), [1144, 1158, 1172, 1187, 1202, 1216, 1231, 1245])
  t.deepEqual(lines('not SiteServer'), [93, 109])
  t.deepEqual(lines('Protocol “Any”').length, 12)
})
