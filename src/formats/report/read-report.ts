// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Rule } from '../rule/rule.ts'
import { joinRules, type RuleOrLosses } from '../rule/rule-or-losses.ts'
import { decodeText } from '../text/decode-text.ts'
import { readXml } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { FIREWALL_NAMESPACE, readReportRule } from './read-report-rule.ts'
import { readReportSettings } from './read-report-settings.ts'

export interface Report {
  readonly rules: readonly Rule[]
  readonly registry: readonly RegistryValue[]
  readonly losses: readonly Loss[]
}

const HALF = /^(?:Computer|ComputerResults)$/
const RULES = /^(?:In|Out)boundFirewallRules$/
const LONGEST = 4_000

/** An element in short, for whoever looks for it. */
const shown = (element: XmlElement): string =>
  element.children
    .map(({ name, text }) => `${name}=${text.trim()}`)
    .join('; ')
    .slice(0, LONGEST)

const REMARK: Loss = {
  rule: null,
  field: 'rules',
  reason:
    'a report leaves out what its module does not know of a rule (users, packages and other newer fields); the registry.pol of the object has everything',
}

interface Half {
  readonly policy: string
  readonly half: XmlElement
}

/** The computer halves of a document, with the name of the policy that each belongs to. */
const halvesOf = (element: XmlElement, policy: string): readonly Half[] => {
  if (HALF.test(element.name)) return [{ policy, half: element }]
  const name =
    element.name === 'GPO' ? (element.children.find((child) => child.name === 'Name')?.text.trim() ?? policy) : policy
  return element.children.flatMap((child) => halvesOf(child, name))
}

const extensionsOf = (half: XmlElement): readonly XmlElement[] =>
  half.children
    .filter(({ name }) => name === 'ExtensionData')
    .flatMap(({ children }) => children.filter(({ name }) => name === 'Extension'))

/** The firewall's own part; an empty one may not bind its namespace. */
const isFirewall = (extension: XmlElement): boolean =>
  [...extension.attributes].some(
    ([name, value]) => /(?:^|:)type$/.test(name) && /:?WindowsFirewallSettings$/.test(value),
  ) || extension.children.some(({ namespace }) => namespace === FIREWALL_NAMESPACE)

/** The category of the firewall's templates, in the language of whoever wrote the report. */
const FIREWALL_CATEGORY =
  /firewall|pare-feu|брандмауэр|ファイアウォール|防火墙|防火牆|방화벽|güvenlik duvarı|zapora|tűzfal|palomuuri/i

/** Administrative templates of the firewall are policies of the registry, which a report shows in words alone. */
const templates = (half: XmlElement): readonly Loss[] =>
  extensionsOf(half)
    .flatMap(({ children }) => children)
    .filter(
      (policy) =>
        policy.name === 'Policy' &&
        policy.children.some(({ name, text }) => name === 'Category' && FIREWALL_CATEGORY.test(text)),
    )
    .map((policy) => ({
      rule: null,
      field: policy.children.find(({ name }) => name === 'Name')?.text.trim() ?? 'Policy',
      reason: 'is an administrative template, which a report shows in words alone; read the registry.pol of the object',
    }))

const readHalf = ({ policy, half }: Half): Report => {
  const extensions = extensionsOf(half).filter(isFirewall)
  const isOff = half.children.some(({ name, text }) => name === 'Enabled' && text.trim().toLowerCase() === 'false')
  if (isOff && extensions.length > 0)
    return {
      rules: [],
      registry: [],
      losses: [
        {
          rule: null,
          field: 'Enabled',
          reason: `the computer half of ${JSON.stringify(policy)} is off: its rules are in force nowhere`,
        },
      ],
    }
  const settings = extensions.map(readReportSettings)
  const rules = joinRules(
    extensions
      .flatMap(({ children }) => children)
      .filter(({ name }) => RULES.test(name))
      .map((element) => readReportRule(element, shown(element))),
  )
  return {
    rules: rules.rules,
    registry: settings.flatMap(({ registry }) => registry),
    losses: [...rules.losses, ...settings.flatMap(({ losses }) => losses), ...templates(half)],
  }
}

const PIECE = /<(?:([\w.-]+):)?(?:In|Out)boundFirewallRules\b[^>]*>/g
const PIECE_END = /<\/(?:[\w.-]+:)?(?:In|Out)boundFirewallRules\s*>/g

/** The rules that can be cut out of a damaged document; each stands by itself. */
const readPieces = (text: string): RuleOrLosses => {
  const plain = text.replace(/<!--.*?(?:-->|$)/gs, '')
  const isOff = /<Enabled>\s*false\s*<\/Enabled>/i.test(plain)
  const starts = [...plain.matchAll(PIECE)]
  return joinRules(
    starts.map((start, index) => {
      const rest = plain.slice(start.index, starts[index + 1]?.index ?? plain.length)
      PIECE_END.lastIndex = 0
      const end = PIECE_END.exec(rest)
      const piece = end === null ? rest : rest.slice(0, end.index + end[0].length)
      const lost = (reason: string): RuleOrLosses => ({
        rules: [],
        losses: [{ rule: null, field: 'rule', reason, text: piece.slice(0, LONGEST) }],
      })
      const prefix = start[1] === undefined ? 'xmlns' : `xmlns:${start[1]}`
      const read = readXml(Buffer.from(`<Piece ${prefix}="${FIREWALL_NAMESPACE}">${piece}</Piece>`))
      const element = 'root' in read ? read.root.children[0] : undefined
      if (element === undefined) return lost('is no whole element')
      if (isOff) return lost('a half of the policy is off, and the document is too damaged to say which')
      return readReportRule(element, shown(element))
    }),
  )
}

const unique = (rules: readonly Rule[]): readonly Rule[] => {
  const seen = new Map<string, number>()
  return rules.map((rule) => {
    const count = (seen.get(rule.id) ?? 0) + 1
    seen.set(rule.id, count)
    return count === 1 ? rule : { ...rule, id: `${rule.id} (${count})` }
  })
}

/**
 * What `Get-GPOReport -ReportType Xml` and `gpresult /x` write. A rule has no id there: it is known by its name. Null where
 * nothing of the document can be read.
 */
export const readReport = (bytes: Uint8Array): Report | { readonly reason: string } => {
  const text = decodeText(bytes)
  const read = readXml(Buffer.from(text))
  if ('reason' in read) {
    const { rules, losses } = readPieces(text)
    if (rules.length + losses.length === 0) return { reason: read.reason }
    const damage: Loss = {
      rule: null,
      field: 'document',
      reason: `the document is damaged, its settings are lost: ${read.reason}`,
    }
    return { rules: unique(rules), registry: [], losses: [...losses, damage, ...(rules.length === 0 ? [] : [REMARK])] }
  }
  return reportOf(halvesOf(read.root, ''))
}

const reportOf = (halves: readonly Half[]): Report => {
  const read = halves.map(readHalf)
  const rules = read.flatMap((half) => half.rules)
  return {
    rules: unique(rules),
    registry: read.flatMap(({ registry }) => registry),
    losses: [...read.flatMap(({ losses }) => losses), ...(rules.length === 0 ? [] : [REMARK])],
  }
}

/** The same for each Group Policy object of a document, by its name; null where the document is damaged or names none. */
export const readReportPolicies = (bytes: Uint8Array): ReadonlyMap<string, Report> | null => {
  const read = readXml(Buffer.from(decodeText(bytes)))
  if ('reason' in read) return null
  const policies = Map.groupBy(halvesOf(read.root, ''), ({ policy }) => policy)
  return policies.size === 0 || policies.has('')
    ? null
    : new Map([...policies].map(([name, halves]) => [name, reportOf(halves)]))
}
