// SPDX-License-Identifier: MIT

/** A text of an estate that a user chooses: what stands for it while it is harmless, and the name of its kind. */
export type Naming = (kind: string, harmless: string) => string

const COPIES = 2
const FLOWS = 24

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at))

/** An estate in which every text that a user may choose comes from `name`; the same kind with the same harmless text is the same name. */
export const estateOfNames = (name: Naming, flows = FLOWS): object => {
  const primary = name('site', 'PS1')
  const secondary = name('site', 'SC1')
  const net = (at: number): string => name('network', `net${at}`)
  const host = (at: number): string => name('host', `h${at}.contoso.test`)
  const group = (at: number): string => name('group', `group${at}`)
  const service = (at: number): string => name('service', `service${at}`)
  const responsible = (what: string, at: number): object => ({
    reason: name('reason', `${what} reason ${at}`),
    owner: name('owner', `${what} owner ${at}`),
    ticket: name('ticket', `${what} ticket ${at}`),
    expires: '2099-12-31',
  })
  const ROLES: readonly (readonly unknown[])[] = [
    [
      'site-server',
      'sms-provider',
      'management-point',
      { role: 'sql-server', instance: name('instance', 'CMDB'), port: 14330 },
    ],
    ['distribution-point', 'software-update-point', 'proxy-server'],
  ]
  return {
    $schema: name('schema', './estate.schema.json'),
    name: name('estate', 'estate'),
    product: 'cmcb',
    domain: name('domain', 'contoso.test'),
    sites: { [primary]: { type: 'primary' }, [secondary]: { type: 'secondary', parent: primary } },
    networks: Object.fromEntries(
      times(COPIES, (at) => [
        net(at),
        at === 0
          ? { addresses: [name('address', '10.9.0.0/16')], relays: [name('relay', '10.9.0.1')] }
          : [name('address', `10.${9 + at}.0.0/16`)],
      ]),
    ),
    hosts: Object.fromEntries([
      ...times(COPIES, (at) => [
        host(at),
        {
          addresses: [name('address', `10.0.0.${at + 1}`)],
          site: primary,
          domain: name('domain', 'contoso.test'),
          policy: name('policy', `policy${at}`),
          roles: ROLES[at],
          ...(at === 0 ? { proxy: host(1) } : {}),
        },
      ]),
      [host(COPIES), { addresses: ['10.0.0.9'], site: primary, members: [host(0), host(1)] }],
      [host(COPIES + 1), { addresses: ['10.0.0.10'], site: secondary, roles: ['distribution-point'] }],
    ]),
    clients: Object.fromEntries(
      times(COPIES, (at) => [
        group(at),
        { site: primary, networks: [net(at)], domain: name('domain', 'contoso.test'), install: ['push'] },
      ]),
    ),
    services: Object.fromEntries(times(COPIES, (at) => [service(at), { protocol: 'tcp', ports: [7000 + at] }])),
    flows: times(flows, (at) => ({
      name: name('flow', `flow ${at}`),
      from: at % 2 === 0 ? group(at % COPIES) : [net(at % COPIES), host((at + 1) % COPIES)],
      to: at % 3 === 0 ? [host(at % COPIES)] : host(at % COPIES),
      service: service(at % COPIES),
      ...responsible('flow', at),
    })),
    except: [
      { flow: name('catalogue flow', 'cmcb/site-server/client/push-smb'), ...responsible('except', 0) },
      {
        flow: { from: name('role', 'client'), to: name('role', 'distribution-point'), service: name('row', 'HTTP') },
        ...responsible('except', 1),
      },
    ],
    management: [host(1), net(1)],
    firewall: {
      targets: 'all',
      direction: 'both',
      settings: { enabled: true, defaultInbound: 'block', logFile: name('log file', '%SystemRoot%\\pfirewall.log') },
      rpc: { ports: '50000-50199', on: [host(0)] },
    },
    gpo: { prefix: name('prefix', 'CM'), domain: name('domain', 'contoso.test') },
    dsc: { networkingDsc: name('version', '9.0.0') },
    acknowledge: [
      {
        code: name('code', 'network-very-wide'),
        about: name('about', 'networks.net0'),
        reason: name('reason', 'acknowledge'),
        owner: name('owner', 'acknowledge'),
        until: '2099-12-31',
      },
    ],
    tests: [{ allow: name('test', '10.9.0.5 -> 10.0.0.1 7000/tcp') }, { deny: name('test', 'any -> 10.0.0.1 23/tcp') }],
  }
}
