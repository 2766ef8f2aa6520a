// SPDX-License-Identifier: MIT
import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import { tagDescription } from '../mdm-rule/description-tag.ts'
import { ALL_PROFILES, type MdmRule } from '../mdm-rule/mdm-rule.ts'
import { windowsXml } from '../xml/windows-xml.ts'
import { METINF, nodeName, RULES_NODE, SYNCML } from './syncml.ts'

interface Leaf {
  readonly node: string
  readonly format: 'chr' | 'int' | 'bool'
  readonly data: string
  /** Made with the rule itself: it can be set, not added. */
  readonly isThere: boolean
}

const leavesOf = (rule: MdmRule): readonly Leaf[] => {
  const add = (node: string, format: Leaf['format'], data: string | null): readonly Leaf[] =>
    data === null || data === '' ? [] : [{ node, format, data, isThere: false }]
  const set = (node: string, format: Leaf['format'], data: string): Leaf => ({ node, format, data, isThere: true })
  return [
    ...add('App/FilePath', 'chr', rule.filePath),
    ...add('App/ServiceName', 'chr', rule.serviceName),
    ...add('Protocol', 'int', rule.protocol === null ? null : String(rule.protocol)),
    ...add('LocalPortRanges', 'chr', rule.localPorts.join(',')),
    ...add('RemotePortRanges', 'chr', rule.remotePorts.join(',')),
    ...add('IcmpTypesAndCodes', 'chr', rule.icmpTypes.join(',')),
    ...add('LocalAddressRanges', 'chr', rule.localAddresses.join(',') || '*'),
    ...add('RemoteAddressRanges', 'chr', rule.remoteAddresses.join(',') || '*'),
    ...add('InterfaceTypes', 'chr', rule.interfaceTypes.join(',') || 'All'),
    ...add('Description', 'chr', tagDescription(rule)),
    ...add('Name', 'chr', rule.name),
    set('Direction', 'chr', rule.direction.toUpperCase()),
    set('Action/Type', 'int', rule.allow ? '1' : '0'),
    set('Profiles', 'int', String(rule.profiles.reduce((sum, bit) => sum | bit, 0) || ALL_PROFILES)),
    set('Enabled', 'bool', String(rule.enabled)),
  ]
}

const isIcmp = ({ protocol }: MdmRule): boolean => protocol === 1 || protocol === 58

/**
 * The rules for any device management. An Atomic is taken whole or not at all: rules for ICMP, whose types Windows knows from
 * build 20348 on, stand in one of their own.
 */
export const writeSyncml = (rules: readonly MdmRule[]): Uint8Array => {
  const document = create({ version: '1.0', encoding: 'utf-8' })
  const body = document.ele(SYNCML, 'SyncML').ele('SyncBody')
  let command = 0
  const next = (parent: XMLBuilder): void => {
    command += 1
    parent.ele('CmdID').txt(String(command))
  }
  for (const part of [rules.filter((rule) => !isIcmp(rule)), rules.filter(isIcmp)]) {
    if (part.length === 0) continue
    const atomic = body.ele('Atomic')
    next(atomic)
    for (const rule of part)
      for (const { node, format, data, isThere } of leavesOf(rule)) {
        const change = atomic.ele(isThere ? 'Replace' : 'Add')
        next(change)
        const item = change.ele('Item')
        item
          .ele('Target')
          .ele('LocURI')
          .txt(`${RULES_NODE}/${nodeName(rule.id)}/${node}`)
        item.ele('Meta').ele(METINF, 'Format').txt(format)
        item.ele('Data').txt(data)
      }
  }
  body.ele('Final')
  return windowsXml(document)
}
