// SPDX-License-Identifier: MIT
import test from 'ava'
import { readWfw } from '../../../src/formats/firewall-store/read-wfw.ts'
import { readHive } from '../../../src/formats/regf/read-hive.ts'
import { writeHive } from '../../../src/formats/regf/write-hive.ts'
import { formatRuleString } from '../../../src/formats/rule-string/format-rule-string.ts'
import { runTool, xmlValues } from '../../formats/regf/hive-tools.ts'
import { plainTree } from '../../formats/regf/hive-tree.ts'
import { corpusFiles } from '../../support/corpus.ts'

const RULES: Readonly<Record<string, number>> = {
  'gpo-2008r2-no-rules.wfw': 0,
  'gpo-2019-no-rules.wfw': 0,
  'server2012r2-v2.22.wfw': 243,
  'server2019-v2.29.wfw': 544,
  'win10-1703-two-rules.wfw': 2,
  'win10-1909-v2.30.wfw': 569,
  'win11-22h2-v2.31.wfw': 428,
  'win11-24h2-v2.33.wfw': 600,
}

test('every export of Windows is read rule for rule, as hivexml sees it', (t) => {
  for (const { path, bytes } of corpusFiles(t, 'wfw', /\.wfw$/) ?? []) {
    const { rules, registry, losses } = readWfw(bytes)
    t.deepEqual(losses, [], path)
    t.is(rules.length, RULES[path] ?? -1, path)
    const run = runTool(t, 'hivexml', bytes)
    if (run === null) return
    const seen = xmlValues(run.stdout)
    t.deepEqual(
      rules.map((rule) => [rule.id, formatRuleString(rule)]),
      seen.filter(({ path: key }) => key === 'FirewallRules').map(({ name, value }) => [name, value]),
      path,
    )
    const store = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'
    const others = (list: readonly (readonly string[])[]) => list.map((entry) => entry.join('|')).sort()
    t.deepEqual(
      others(registry.filter(({ name }) => name !== '').map(({ key, name, data }) => [key, name, String(data)])),
      others(
        seen
          .filter(({ path: key }) => key !== 'FirewallRules')
          .map(({ path: key, name, value }) => [[store, ...key.split('/').filter(Boolean)].join('\\'), name, value]),
      ),
      path,
    )
  }
})

test('every export of Windows, read and written and read, is the same tree, and hivexml and libregf agree', (t) => {
  for (const { path, bytes } of corpusFiles(t, 'wfw', /\.wfw$/) ?? []) {
    const first = readHive(bytes)
    if (first.root === null) return t.fail(path)
    t.deepEqual([first.faults, first.dirty], [[], false], path)
    const written = writeHive(first.root)
    const second = readHive(written)
    t.deepEqual(second.faults, [], path)
    t.deepEqual(second.root && plainTree(second.root), plainTree(first.root), path)
    const theirs = runTool(t, 'hivexml', bytes)
    const ours = runTool(t, 'hivexml', written)
    if (theirs === null || ours === null) return
    t.is(ours.stderr, '', path)
    t.deepEqual(xmlValues(ours.stdout), xmlValues(theirs.stdout), path)
    const libregf = runTool(t, 'regfexport', written)
    if (libregf !== null) t.deepEqual([libregf.status, libregf.stderr], [0, ''], path)
  }
})

test('the shape of our hive is that of an export of a Group Policy object, record by record', (t) => {
  const [file] = (corpusFiles(t, 'wfw', /^gpo-2019/) ?? []).map(({ bytes }) => Buffer.from(bytes))
  if (file === undefined) return
  const { root } = readHive(file)
  if (root === null) return t.fail('no root')
  const ours = Buffer.from(writeHive(root))
  const base = (hive: Buffer): string => {
    const block = Buffer.from(hive.subarray(0, 4096))
    // The time of the export, ids of that day, and the sum over them.
    for (const [from, to] of [
      [12, 20],
      [112, 144],
      [148, 164],
      [508, 512],
    ] as const)
      block.fill(0, from, to)
    return block.toString('hex')
  }
  t.is(base(ours), base(file))
  t.is(ours.length, file.length)
  const keys = (hive: Buffer): readonly string[] => {
    const result: string[] = []
    for (let at = hive.indexOf('nk', 4096); at >= 0; at = hive.indexOf('nk', at + 1)) {
      const name = hive.toString('latin1', at + 76, at + 76 + hive.readUInt16LE(at + 72))
      const numbers = [0, 12, 20, 24, 32, 36, 48, 52, 56, 60, 64, 68].map((offset) =>
        hive.readUInt32LE(at + 4 + offset - 4),
      )
      result.push([name, hive.readUInt16LE(at + 2), ...numbers.slice(1)].join(' '))
    }
    return result
  }
  t.deepEqual(keys(ours), keys(file))
})
