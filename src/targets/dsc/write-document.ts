// SPDX-License-Identifier: MIT
import { Document, isScalar, Scalar, visit } from 'yaml'
import { encodeDocumentText } from '../../formats/dsc/document-text.ts'
import { nativeReason, toNativeRule } from '../../formats/dsc/to-native-rule.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { type BlockYaml, writeBlockYaml } from '../../formats/yaml/write-block-yaml.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import type { TargetOptions } from '../target.ts'
import type { PolicyResources } from './policy-resources.ts'
import { documentRegistryProperties } from './registry-properties.ts'

/** The first with FirewallRuleList and the `version` directive is 3.2.0; only 3.2.1 finds adapted modules in Program Files. */
export const MINIMUM_DSC_VERSION = '3.2.1'
const SCHEMA = 'https://aka.ms/dsc/schemas/v3/bundled/config/document.json'
const ADAPTER = 'Microsoft.Adapter/WindowsPowerShell'

/** No text of a policy becomes an expression of DSC. */
const encode = (value: unknown): BlockYaml => {
  if (typeof value === 'string') return encodeDocumentText(value)
  if (Array.isArray(value)) return value.map(encode)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, encode(entry)]))
  return value as number | bigint | boolean
}

/** FirewallRuleList finds a rule by what people see: two of one name would be one. */
const shared = (rules: readonly Rule[]): ReadonlySet<string> => {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { displayName } of rules) {
    const name = displayName.toLowerCase()
    if (seen.has(name)) twice.add(name)
    seen.add(name)
  }
  return twice
}

/** The DSC v3 document of a policy: its own resources where they can say a thing, NetworkingDsc through the adapter where not. */
export const writeDocument = (policy: Policy, resources: PolicyResources, options: TargetOptions): Uint8Array => {
  const twice = shared(resources.rules.map(({ rule }) => rule))
  const isNative = (rule: Rule): boolean => nativeReason(rule) === null && !twice.has(rule.displayName.toLowerCase())
  const native = resources.rules.filter(({ rule }) => isNative(rule))
  const adapted = resources.rules.filter(({ rule }) => !isNative(rule))
  const throughAdapter = (name: string, resource: string, properties: unknown) => ({
    name,
    type: `NetworkingDsc/${resource}`,
    requireVersion: `=${options.dsc.networkingDsc}`,
    directives: { requireAdapter: ADAPTER },
    properties: encode(properties),
  })
  const content = {
    $schema: SCHEMA,
    directives: { version: `>=${MINIMUM_DSC_VERSION}`, securityContext: 'elevated' },
    metadata: {
      policy: policy.id,
      minimumDscVersion: MINIMUM_DSC_VERSION,
      ...(adapted.length + resources.profiles.length > 0 && { networkingDsc: options.dsc.networkingDsc }),
    },
    resources: [
      ...resources.registry.map(({ value }, index) => ({
        name: `Registry value ${index + 1}`,
        type: 'Microsoft.Windows/Registry',
        properties: encode(documentRegistryProperties(value)),
      })),
      ...(native.length === 0
        ? []
        : [
            {
              name: 'Firewall rules',
              type: 'Microsoft.Windows/FirewallRuleList',
              properties: { rules: native.map(({ rule }) => encode(toNativeRule(rule))) },
            },
          ]),
      ...adapted.map(({ resource }, index) =>
        throughAdapter(`Firewall rule ${index + 1}`, 'Firewall', resource.properties),
      ),
      ...resources.profiles.map(({ name, properties }) =>
        throughAdapter(`Firewall profile ${name}`, 'FirewallProfile', properties),
      ),
    ],
  }
  const lines = comment(policy, adapted.length + resources.profiles.length > 0 ? options : null)
  return writeBlockYaml(lines, content) ?? writeAnyYaml(lines, content)
}

/** The same with escapes, by the library. */
export const writeAnyYaml = (lines: readonly string[], content: object): Uint8Array => {
  const document = new Document(content)
  document.commentBefore = lines.join('\n')
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'key' && isScalar(node) && typeof node.value === 'string') node.type = style(node.value)
    },
  })
  const text = document.toString({ lineWidth: 0, indentSeq: false, singleQuote: true })
  return new TextEncoder().encode(text.replace(INVISIBLE_ALL, escapeChar))
}

const PLAIN = /^[A-Za-z][\w ./-]*$/
/** Plain words that a reader of YAML 1.1 takes for a truth value or nothing. */
const WORDS = /^(?:y|yes|n|no|on|off|true|false|null)$/i
const INVISIBLE_ALL = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Co}\p{Cn}]/gu
/** DSC reads YAML 1.1, where U+0085, U+2028 and U+2029 end lines; such characters stand in double quotes only. */
const escapeChar = (char: string): string => `\\U${(char.codePointAt(0) as number).toString(16).padStart(8, '0')}`
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Co}\p{Cn}]/u

/** Text is quoted wherever a reader could take it for something else. */
const style = (text: string): Scalar.Type =>
  INVISIBLE.test(text)
    ? Scalar.QUOTE_DOUBLE
    : PLAIN.test(text) && !WORDS.test(text) && !text.endsWith(' ')
      ? Scalar.PLAIN
      : Scalar.QUOTE_SINGLE

const comment = (policy: Policy, adapter: TargetOptions | null): readonly string[] =>
  [
    ` Windows Firewall policy ${policy.id}.`,
    ` Hash of the policy: ${shortHash(policy)}`,
    ` Needs DSC ${MINIMUM_DSC_VERSION} or later, elevated: dsc config set --file ${policy.id}.dsc.yaml`,
    ...(adapter === null
      ? []
      : [` What goes through the adapter needs WinRM, and NetworkingDsc ${adapter.dsc.networkingDsc} for all users.`]),
    ' unspecifiedRules is left out, that is ignore: rules that do not stand here stay as they are.',
  ].map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(INVISIBLE_ALL, escapeChar))
