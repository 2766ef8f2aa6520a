// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'ava'
import { aerleonTarget } from '../../../src/targets/aerleon/target.ts'
import type { EstateFiles } from '../../../src/targets/target.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { compiled } from '../../support/compile.ts'
import { FLOW_ESTATE } from '../../support/flow-estate.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'
import { skip } from '../../support/shared.ts'

/** Runs the checkout's own command; a checkout that was not installed does not know its version. */
const ACLGEN = `
import importlib.metadata as metadata, sys
sys.path.insert(0, sys.argv.pop(1))
known = metadata.version
metadata.version = lambda name: '1.17.0' if name == 'aerleon' else known(name)
from aerleon.aclgen import EntryPoint
EntryPoint()
`

const FIREWALLS = `
filters:
  - header: { targets: { paloalto: from-zone any to-zone any mixed, ciscoasa: flows } }
    terms: [{ include: includes/flows.yaml }, { include: includes/flows-icmp.yaml }]
  - header: { targets: { windows_advfirewall: in inet } }
    terms: [{ include: includes/flows.yaml }]
`

const numbers = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] as string))].sort()

test('Aerleon itself generates rules for firewalls from what is written, with exactly its ports', async (t) => {
  const checkout = process.env.PORTWRIGHT_AERLEON
  if (checkout === undefined) return skip(t, 'PORTWRIGHT_AERLEON names no checkout of Aerleon')
  const folder = temporaryFolder(t)
  const estate = await compiled(FLOW_ESTATE)
  for (const { path, bytes } of (aerleonTarget.estate as EstateFiles).write(estate, {
    ...PLAIN_OPTIONS,
    estate: 'flows',
  }).files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const root = join(folder, 'aerleon')
  writeFileSync(join(root, 'policies/pol/firewalls.yaml'), FIREWALLS)
  const python = process.env.PORTWRIGHT_PYTHON ?? '/usr/bin/python3'
  const run = [checkout, '--base_directory', 'policies', '--definitions_directory', 'def']
  const log = execFileSync(python, ['-c', ACLGEN, ...run], { cwd: root, encoding: 'utf8', stdio: 'pipe' })
  const files = readdirSync(root).filter((name) => /^(?:firewalls|flows\.sample)\./.test(name))
  t.deepEqual(files.sort(), ['firewalls.asa', 'firewalls.bat', 'firewalls.xml', 'flows.sample.xml'], log)
  const text = (name: string): string => readFileSync(join(root, name), 'utf8')

  const wanted = numbers(text('def/portwright.yaml'), / {2}- port: "([\d-]+)"\n {6}protocol: \w+/g)
  // Palo Alto's word for any port, beside that of the sender.
  const palo = text('firewalls.xml').replaceAll('<port>0-65535</port>', '').replaceAll(',', '</port><port>')
  t.deepEqual(numbers(palo, /<(?:source-)?port>([\d-]+)</g), wanted)
  const rules = text('firewalls.bat')
    .split('\n')
    .filter((line) => line.startsWith('netsh'))
  t.true(rules.length > 50)
  for (const rule of rules) t.regex(rule, /(?:localport|remoteport)=\d/)
  const permits = text('firewalls.asa')
    .split('\n')
    .filter((line) => / permit (?:tcp|udp) /.test(line))
  t.true(permits.length > 50)
  for (const line of permits) t.regex(line, / (?:eq|range) \S+/)
  t.regex(text('firewalls.asa'), / permit icmp .* echo/)
})
