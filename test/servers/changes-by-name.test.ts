// SPDX-License-Identifier: MIT
import test from 'ava'
import { applyText } from '../../src/cli/apply-text.ts'
import { changesByName } from '../../src/servers/changes-by-name.ts'
import type { HostResult } from '../../src/servers/host-result.ts'
import type { ChangeReport } from '../../src/servers/step-values.ts'
import { ruleOf } from '../support/netsecurity/sample-policy.ts'
import { targetOf } from '../support/servers/target-of.ts'

const RPC = {
  key: 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet',
  name: 'Ports',
  type: 'REG_MULTI_SZ',
  data: ['50000-50199'],
} as const
const TARGET = targetOf({
  rules: [ruleOf('web', { localPorts: ['80', '443'], remoteAddresses: ['10.0.0.0/16'] }), ruleOf('gre')],
  registry: [RPC],
})
const step = (action: string, name: string, detail: string) => ({ action, name, displayName: `Rule ${name}`, detail })
const report = (steps: readonly ReturnType<typeof step>[]): ChangeReport => ({
  values: { added: 3, changed: 0, same: 0 },
  rpc: null,
  rules: { steps, same: 1, exit: 0, errors: [], warnings: [] },
})

test('each change has its name, and the ports that it is about', (t) => {
  const found = changesByName(
    TARGET,
    report([
      step('Skipped', 'web', 'would be added'),
      step('Skipped', 'GRE', 'would be changed: RemoteAddress'),
      step('Skipped', 'Domain', 'would be changed: Enabled, LogBlocked'),
      step('Skipped', 'Domain', 'AllowLocalFirewallRules: only Group Policy has this setting'),
      step('Skipped', 'old', 'would be removed: in tcp 135 from any'),
      step('Unchanged', 'x', ''),
    ]),
  )
  t.deepEqual(
    found.map(({ change, name, text }) => `${change} ${name}: ${text}`),
    [
      'added Ports of dynamic RPC: 50000-50199',
      'added Rule web: in tcp 80, 443 from 10.0.0.0/16',
      'changed Rule GRE: in tcp 443 from 10.0.0.0/16, 2001:db8::/32, 192.0.2.1-192.0.2.9 and 1 more; RemoteAddress',
      'changed Rule Domain: Enabled, LogBlocked',
      'removed Rule old: in tcp 135 from any',
    ],
  )
})

const result = (host: string, count: number): HostResult => ({
  host,
  policy: host,
  hash: '',
  state: 'would-change',
  changes: { added: count, changed: 0, removed: 0, same: 0 },
  planned: Array.from({ length: count }, (_, index) => ({
    change: 'added' as const,
    id: `${index}`,
    name: `rule ${index}`,
    text: `in tcp ${index} from any`,
  })),
  findings: [],
  error: null,
  seconds: 1,
})

test('whoever is asked sees names and ports, folded where they are many', (t) => {
  t.is(
    applyText([result('a', 2)], false),
    'a  would-change  2 added, 0 changed, 0 removed, 0 unchanged\n  + rule 0  in tcp 0 from any\n  + rule 1  in tcp 1 from any\n1 host: 1 would-change\n',
  )
  const many = applyText([result('a', 50)], false).split('\n')
  t.is(many.length, 1 + 12 + 1 + 1)
  t.is(many[12], '  39 more; --verbose shows them')
  t.is(applyText([result('a', 50)], true).split('\n').length, 1 + 50 + 1 + 1)
  const wide = applyText(
    Array.from({ length: 40 }, (_, index) => result(`h${index}`, 50)),
    false,
  )
  t.is(wide.split('\n').length, 40 * 4 + 1 + 1, 'no host without a name')
})
