// SPDX-License-Identifier: MIT
import { parseAddress } from '../address/address-set.ts'
import type { Loss } from '../rule/loss.ts'
import { PROFILES, type Profile, type Rule } from '../rule/rule.ts'
import { ruleFaults } from '../rule/rule-faults.ts'
import { type RuleOrLosses, ruleOrLosses } from '../rule/rule-or-losses.ts'
import { readDescription } from './description-tag.ts'
import { ADDRESS_WORDS, ALL_PROFILES, INTERFACES, PROFILE_BITS, PROTOCOLS } from './mdm-rule.ts'

type Fault = Omit<Loss, 'rule' | 'text'>

/** What was read of a rule: texts by the names that the CSP has for its nodes, in lower case; a list where it has several. */
export interface MdmDraft {
  /** Empty where the description, or else the name, is all there is. */
  readonly id: string
  readonly fields: ReadonlyMap<string, readonly string[]>
  readonly faults: readonly Fault[]
  /** The rule as it stands in the file, for whoever looks at a loss. */
  readonly text: string
}

const KNOWN = [
  'name',
  'description',
  'enabled',
  'direction',
  'action',
  'profiles',
  'protocol',
  'localportranges',
  'remoteportranges',
  'icmptypesandcodes',
  'localaddressranges',
  'remoteaddressranges',
  'filepath',
  'servicename',
  'interfacetypes',
  'edgetraversal',
]

/** The rule of a draft, or its losses: a field that is not understood, or is missing where Windows' own default is in doubt. */
export const fromMdmDraft = ({ id, fields, faults: given, text }: MdmDraft): RuleOrLosses => {
  const faults: Fault[] = [...given]
  const fault = (field: string, reason: string): void => void faults.push({ field, reason })
  const one = (field: string): string | null => {
    const values = fields.get(field)
    if (values !== undefined && values.length !== 1) fault(field, 'has not one value')
    return values?.[0] ?? null
  }
  const word = <T>(field: string, words: Readonly<Record<string, T>>, fallback: T): T => {
    const value = one(field)
    const key = value?.toLowerCase() ?? ''
    if (value === null) fault(field, 'is missing')
    else if (!Object.hasOwn(words, key)) fault(field, `${JSON.stringify(value)} is not known`)
    return words[key] ?? fallback
  }
  const list = (field: string): readonly string[] => {
    const values = (fields.get(field) ?? []).flatMap((value) => value.split(','))
    if (fields.has(field) && values.every((value) => value.trim() === '')) fault(field, 'is empty')
    return values
  }
  const any = (field: string): readonly string[] => {
    const values = list(field)
    return values.length === 1 && values[0] === '*' ? [] : values
  }
  for (const field of fields.keys())
    if (!KNOWN.includes(field)) fault(field, 'narrows the rule in a way that is not read')

  const profiles = (): readonly Profile[] => {
    const bits = list('profiles').reduce((sum, value) => {
      if (!/^\d{1,10}$/.test(value)) fault('profiles', `${JSON.stringify(value)} is not known`)
      return sum | Number(value)
    }, 0)
    if (!fields.has('profiles') || bits === ALL_PROFILES) return []
    if (bits < 1 || bits > 7) fault('profiles', `${bits} is not known`)
    return PROFILES.filter((profile) => (bits & PROFILE_BITS[profile]) !== 0)
  }
  const protocol = (): Rule['protocol'] => {
    const value = one('protocol')
    if (value === null) return 'any'
    if (!/^\d{1,3}$/.test(value) || Number(value) > 256) fault('protocol', `${JSON.stringify(value)} is not known`)
    const number = Number(value)
    return number === 256 ? 'any' : (PROTOCOLS.find(([, known]) => known === number)?.[0] ?? number)
  }
  const addresses = (field: string): readonly string[] =>
    any(field).map((entry) => {
      const known = ADDRESS_WORDS.find(([, theirs]) => theirs.toLowerCase() === entry.toLowerCase())
      if (known === undefined && (parseAddress(entry, true)?.keywords.length ?? 1) > 0)
        fault(field, `${JSON.stringify(entry)} is not known`)
      return known?.[0] ?? entry
    })
  const interfaces = (): readonly string[] => {
    const values = list('interfacetypes')
    if (values.length === 1 && values[0]?.toLowerCase() === 'all') return []
    return values.map((value) => {
      const known = INTERFACES.find((type) => type.toLowerCase() === value.toLowerCase())
      if (known === undefined) fault('interfacetypes', `${JSON.stringify(value)} is not known`)
      return known ?? value
    })
  }
  if (fields.has('edgetraversal') && !['0', 'false'].includes(one('edgetraversal')?.toLowerCase() ?? ''))
    fault('edgetraversal', 'lets packets of an edge device in')
  const name = one('name') ?? ''
  const tagged = readDescription(one('description') ?? '')
  const rule: Rule = {
    id: id || tagged.id || name,
    displayName: name,
    description: tagged.description,
    group: tagged.group,
    direction: word('direction', { in: 'in', out: 'out' } as const, 'in'),
    action: word('action', { '0': 'block', '1': 'allow' } as const, 'block'),
    enabled: word('enabled', { '0': false, false: false, '1': true, true: true }, false),
    profiles: profiles(),
    protocol: protocol(),
    localPorts: list('localportranges'),
    remotePorts: list('remoteportranges'),
    icmpTypes: any('icmptypesandcodes'),
    localAddresses: addresses('localaddressranges'),
    remoteAddresses: addresses('remoteaddressranges'),
    program: one('filepath'),
    service: one('servicename'),
    interfaceTypes: interfaces(),
    flows: [],
  }
  return ruleOrLosses(rule, faults.length > 0 ? faults : ruleFaults(rule), text)
}
