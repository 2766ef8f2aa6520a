// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { CatalogRow } from './catalog-row.ts'
import type { EstateInput, ExceptInput, OwnFlowInput } from './estate-input.ts'

export interface ExtrasSeed {
  readonly flows: readonly { readonly from: readonly number[]; readonly to: readonly number[]; readonly kind: number }[]
  readonly except: readonly { readonly row: number; readonly byName: boolean }[]
}

const ends = fc.array(fc.nat(99), { minLength: 1, maxLength: 3 })

export const extrasSeed: fc.Arbitrary<ExtrasSeed> = fc.record({
  flows: fc.array(fc.record({ from: ends, to: ends, kind: fc.nat(7) }), { minLength: 1, maxLength: 4 }),
  except: fc.array(fc.record({ row: fc.nat(999), byName: fc.boolean() }), { maxLength: 2 }),
})

const kinds: readonly Pick<OwnFlowInput, 'protocol' | 'ports' | 'service'>[] = [
  { protocol: 'tcp', ports: [9000, '9003-9007', 9020] },
  { protocol: 'udp', ports: ['9001-9009', 9011] },
  { protocol: 'icmp' },
  { service: 'backup' },
  { protocol: 'tcp', ports: [445, '8000-9000'] },
  { protocol: 'tcp', ports: '9000-9010' },
  { protocol: 'udp', ports: ['9005-9030', 9040, '9050-9060', 9100] },
  { protocol: 'tcp', ports: 9000 },
]

const exceptions = (seed: ExtrasSeed, rows: readonly CatalogRow[], version: number): readonly ExceptInput[] => {
  const alive = rows.filter(
    ({ kind, since, until }) => kind === 'flow' && (since ?? 0) <= version && version < (until ?? 9999),
  )
  const chosen = seed.except.flatMap(({ row, byName }): ExceptInput[] => {
    const { id, from, to, service } = alive[row % alive.length] ?? {}
    if (id === undefined || from === undefined || from === null || to === undefined || service === undefined) return []
    return [{ flow: byName ? { from, to, service } : id, reason: 'test', owner: 'test' }]
  })
  return [...new Map(chosen.map((one) => [JSON.stringify(one.flow), one])).values()]
}

/** Addresses, networks and ranges of both families, in and around hosts and client groups. */
const blocks: readonly string[] = [
  '10.0.0.1',
  '2001:db8::2',
  '10.0.0.2-10.0.0.6',
  '2001:db8::3-2001:db8::5',
  '10.10.0.64/26',
  '2001:db8:10:1::/64',
  '10.20.0.128-10.20.1.127',
  '2001:db8:20::8000-2001:db8:20::ffff:0',
  '198.51.100.0/24',
]

/** Own flows, with every sort of end, and exceptions. */
export const withExtras = (
  given: EstateInput,
  seed: ExtrasSeed,
  rows: readonly CatalogRow[],
  version: number,
): EstateInput => {
  const except = exceptions(seed, rows, version)
  const estate = except.length === 0 ? given : { ...given, except }
  const held = Object.values(estate.hosts).flatMap(({ roles }) =>
    roles.map((role) => (typeof role === 'string' ? role : role.role)),
  )
  const names = [
    ...Object.keys(estate.hosts),
    ...Object.keys(estate.clients ?? {}),
    ...held,
    'any',
    ...Object.keys(estate.networks ?? {}),
    ...blocks,
    'windows-server',
  ]
  const pick = (list: readonly number[]): readonly string[] => {
    const chosen = [...new Set(list.map((n) => names[n % names.length] ?? 'any'))]
    return chosen.includes('any') ? ['any'] : chosen
  }
  const flows = seed.flows.map(
    (flow, index): OwnFlowInput => ({
      name: `own ${index}`,
      from: pick(flow.from),
      to: pick(flow.to),
      ...kinds[flow.kind],
      reason: 'test',
      owner: 'test',
    }),
  )
  if (flows.length === 0) return estate
  return { ...estate, services: { backup: { protocol: 'udp', ports: [9100, '9110-9120'] } }, flows }
}
