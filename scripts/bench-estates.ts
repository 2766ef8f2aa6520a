// SPDX-License-Identifier: MIT

const ip = (number: number): string => `10.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`

const rolesOf = (host: number): string => {
  if (host === 0) return '[site-server, sms-provider]'
  if (host === 1) return '[{ role: sql-server, port: 1433, serviceBroker: 4022 }]'
  if (host < 4) return '[management-point, fallback-status-point]'
  return host < 6 ? '[software-update-point]' : '[distribution-point]'
}

/** Primary sites below a central one, each with so many hosts and a client group. No chance in it: the same every time. */
export const sitesEstate = (sites: number, hosts: number): string => {
  const lines = ['name: bench', 'product: cmcb', 'sites:', '  CAS: { type: central }']
  for (let site = 0; site < sites; site++) lines.push(`  S${site}: { type: primary, parent: CAS }`)
  lines.push('hosts:', '  cas.bench.test: { addresses: [172.16.0.1], site: CAS, roles: [site-server] }')
  for (let site = 0; site < sites; site++) {
    for (let host = 0; host < hosts; host++) {
      // Every other address: nothing merges into a network by accident.
      lines.push(
        `  h${host}.s${site}.bench.test: { addresses: [${ip((site * hosts + host) * 2)}], site: S${site}, roles: ${rolesOf(host)} }`,
      )
    }
  }
  lines.push('clients:')
  for (let site = 0; site < sites; site++)
    lines.push(`  clients-${site}: { site: S${site}, networks: [${ip(0x800000 + site * 512)}/24], install: [push] }`)
  return `${lines.join('\n')}\n`
}

/** One site whose hosts all hold the same roles and reach each other. */
export const alikeEstate = (hosts: number): string => {
  const roles = '[management-point, distribution-point, software-update-point]'
  const lines = ['name: bench', 'product: cmcb', 'sites: { S: { type: primary } }', 'hosts:']
  lines.push('  cm.bench.test: { addresses: [172.16.0.1], site: S, roles: [site-server] }')
  for (let host = 0; host < hosts; host++)
    lines.push(`  h${host}.bench.test: { addresses: [${ip(host * 2)}], site: S, roles: ${roles} }`)
  lines.push('clients: { all: { site: S, networks: [192.168.0.0/16] } }')
  return `${lines.join('\n')}\n`
}

/** Own flows, each between two hosts of its own. */
export const flowsEstate = (flows: number): string => {
  const lines = ['name: bench', 'product: cmcb', 'hosts:']
  for (let flow = 0; flow < flows; flow++) {
    lines.push(
      `  a${flow}.bench.test: { addresses: [${ip(flow * 4)}], roles: [] }`,
      `  b${flow}.bench.test: { addresses: [${ip(flow * 4 + 2)}], roles: [] }`,
    )
  }
  lines.push('flows:')
  for (let flow = 0; flow < flows; flow++) {
    lines.push(
      `  - { name: flow ${flow}, from: a${flow}.bench.test, to: b${flow}.bench.test, protocol: tcp, ports: ${1 + (flow % 60000)}, reason: Measured. }`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** One computer with a rule for each own flow: ports of its own from networks of both families. Every so many differ by `shift`. */
export const listenerEstate = (flows: number, shift: number, every: number): string => {
  const lines = [
    'name: bench',
    'product: cmcb',
    'hosts:',
    '  server.bench.test: { addresses: [172.16.0.1], roles: [] }',
  ]
  lines.push('flows:')
  for (let flow = 0; flow < flows; flow++) {
    const place = flow + (flow % every === 0 ? shift : 0)
    const networks = `["${ip(0x0a000000 + place * 256)}/25", "2001:db8:${(place & 0xffff).toString(16)}::/48"]`
    const ports = `["${1 + flow * 3}", "${2 + flow * 3}-${3 + flow * 3}"]`
    const protocol = flow % 3 === 0 ? 'udp' : 'tcp'
    lines.push(
      `  - { name: flow ${flow}, from: ${networks}, to: server.bench.test, protocol: ${protocol}, ports: ${ports}, reason: Measured. }`,
    )
  }
  return `${lines.join('\n')}\n`
}
