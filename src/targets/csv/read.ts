// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { readCsv } from '../../formats/csv/csv.ts'
import type { Action, Direction, Profile, Protocol, Rule } from '../../formats/rule/rule.ts'
import type { OutputFile } from '../target.ts'

/** The rules of a `rules.csv`, by policy. Columns are found by their names. */
export const readRulesCsv = (files: readonly OutputFile[]): ReadonlyMap<string, readonly Rule[]> => {
  const policies = new Map<string, Rule[]>()
  for (const file of files) {
    const [header, ...rows] = readCsv(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)) ?? []
    if (header === undefined || !header.includes('direction') || !header.includes('remoteAddresses'))
      throw new Error(`${file.path} is not a list of rules`)
    for (const row of rows) {
      const text = (name: string): string => row[header.indexOf(name)] ?? ''
      const list = (name: string): readonly string[] =>
        text(name)
          .split(' ')
          .filter((word) => word !== '')
      getOrInsert(policies, text('policy'), () => []).push({
        id: text('id'),
        displayName: text('displayName'),
        description: text('description'),
        group: text('group'),
        direction: text('direction') as Direction,
        action: text('action') as Action,
        enabled: text('enabled') === 'true',
        profiles: list('profiles') as readonly Profile[],
        protocol: (/^\d+$/.test(text('protocol')) ? Number(text('protocol')) : text('protocol')) as Protocol,
        localPorts: list('localPorts'),
        remotePorts: list('remotePorts'),
        icmpTypes: list('icmpTypes'),
        localAddresses: list('localAddresses'),
        remoteAddresses: list('remoteAddresses'),
        program: text('program') || null,
        service: text('service') || null,
        interfaceTypes: list('interfaceTypes'),
        flows: list('flows'),
      })
    }
  }
  return policies
}
