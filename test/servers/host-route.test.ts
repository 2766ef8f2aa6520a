// SPDX-License-Identifier: MIT
import test from 'ava'
import { hostRoute, type RouteOptions, userFault } from '../../src/servers/host-route.ts'

const options = (more: Partial<RouteOptions> = {}): RouteOptions => ({
  transport: 'auto',
  user: null,
  key: null,
  timeout: 120_000,
  ...more,
})
const linux = { names: ['admin01.contoso.test'], windows: false }
const windows = { names: ['ADMIN01', 'ADMIN01.contoso.test'], windows: true }

test('left alone, this computer is reached without a session, others by WinRM from Windows and by ssh from elsewhere', (t) => {
  t.is(hostRoute('admin01.contoso.test', options(), linux).kind, 'local')
  t.is(hostRoute('admin01.contoso.test', options(), windows).kind, 'local')
  t.is(hostRoute('cm01.contoso.test', options(), windows).kind, 'winrm')
  t.is(hostRoute('cm01.contoso.test', options(), linux).kind, 'ssh')
})

test('a computer of the same short name in another domain is not this one', (t) => {
  t.is(hostRoute('admin01.fabrikam.test', options(), linux).kind, 'ssh')
  t.is(hostRoute('admin01.fabrikam.test', options(), windows).kind, 'winrm')
})

test('ssh never asks, never takes an unknown key, and is never a channel of an old connection', (t) => {
  const route = hostRoute('cm01.contoso.test', options(), linux)
  t.deepEqual(route, {
    kind: 'ssh',
    host: 'cm01.contoso.test',
    user: null,
    key: null,
    milliseconds: 120_000,
    options: {
      BatchMode: 'yes',
      StrictHostKeyChecking: 'yes',
      ControlMaster: 'no',
      ControlPath: 'none',
      ConnectTimeout: '120',
    },
  })
})

test('a key that is named is the only one', (t) => {
  const route = hostRoute('cm01.contoso.test', options({ key: '/k', user: 'ops' }), linux)
  t.like(route, { user: 'ops', key: '/k', options: { IdentitiesOnly: 'yes' } })
})

test('the transport that is asked for stands', (t) => {
  t.deepEqual(hostRoute('cm01.contoso.test', options({ transport: 'winrm', user: 'CONTOSO\\ops' }), linux), {
    kind: 'winrm',
    host: 'cm01.contoso.test',
    user: 'CONTOSO\\ops',
    milliseconds: 120_000,
  })
  t.is(hostRoute('cm01.contoso.test', options({ transport: 'local' }), linux).kind, 'local')
  t.is(hostRoute('admin01.contoso.test', options({ transport: 'ssh' }), linux).kind, 'ssh')
})

test('a user that would be an option, or more than a word, is refused', (t) => {
  for (const user of ['-oProxyCommand=x', 'a b', 'a\nb', '', 'a"b', 'a\tb']) t.not(userFault(user), null, user)
  for (const user of ['ops', 'CONTOSO\\ops', 'ops@contoso.test', 'Jörg']) t.is(userFault(user), null, user)
})
