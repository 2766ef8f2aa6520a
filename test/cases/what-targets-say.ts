// SPDX-License-Identifier: MIT

import { readCabinet } from '../../src/formats/cab/read-cabinet.ts'
import { readWfw } from '../../src/formats/firewall-store/read-wfw.ts'
import { readRegistryPol } from '../../src/formats/registry-pol/read-registry-pol.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { formatRuleString } from '../../src/formats/rule-string/format-rule-string.ts'
import type { OutputFile, Target } from '../../src/targets/target.ts'
import { OPTIONS, policy } from '../support/sample-rules.ts'

const text = (bytes: Uint8Array): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes)

/** Binary files as lines: each record of registry.pol, each rule of a hive. */
const linesOf = (file: OutputFile): readonly string[] => {
  if (file.path.endsWith('registry.pol'))
    return readRegistryPol(file.bytes).records.map(
      ({ key, name, type, data }) =>
        `[${key};${name};${type};${Buffer.from(data).toString('utf16le').replace(/\0$/, '')}]`,
    )
  if (file.path.endsWith('.wfw'))
    return readWfw(file.bytes).rules.map((rule) => `${rule.id} = ${formatRuleString(rule)}`)
  if (file.path.endsWith('.cab')) {
    const cabinet = readCabinet(file.bytes)
    return 'reason' in cabinet ? [cabinet.reason] : cabinet.files.flatMap(({ bytes }) => text(bytes).split(/\r?\n/))
  }
  // A setting and a command a line.
  if (/^intune\/.*\.json$/.test(file.path))
    return readCatalogChildren(JSON.parse(text(file.bytes))).map((child) => JSON.stringify(child))
  if (file.path.endsWith('.syncml.xml'))
    return text(file.bytes)
      .replace(/>\s+</g, '><')
      .split(/(?=<(?:Atomic|Add|Replace)>)/)
  return text(file.bytes).split(/\r?\n/)
}

/** The settings of the rules in a policy of Intune. */
const readCatalogChildren = (policy: {
  readonly settings: readonly {
    readonly settingInstance: {
      readonly groupSettingCollectionValue?: readonly { readonly children: readonly object[] }[]
    }
  }[]
}): readonly object[] =>
  policy.settings.flatMap(({ settingInstance }) =>
    (settingInstance.groupSettingCollectionValue ?? []).flatMap(({ children }) => children),
  )

/** The lines of a target's files that are there because of the rule: what a policy without rules has too is left out. */
export const sayingOf = (target: Target, rule: Rule): string => {
  const written = target.write(policy([rule]), OPTIONS)
  if (written.losses.length > 0)
    return `UNSUPPORTED(${written.losses.map(({ field, reason }) => `${field}: ${reason}`).join('; ')})\n`
  const empty = filesOf(target, [])
  return filesOf(target, [rule])
    .map((file) => {
      const without = countOf(empty.find(({ path }) => path === file.path))
      const lines = linesOf(file).filter((line) => {
        const left = without.get(line) ?? 0
        without.set(line, left - 1)
        return left <= 0
      })
      return lines.length === 0
        ? ''
        : `${file.path.replace(/\{[^}]*\}/g, '{ID}')}\n${lines.map((line) => `    ${line}\n`).join('')}`
    })
    .join('')
}

const filesOf = (target: Target, rules: readonly Rule[]): readonly OutputFile[] =>
  (target.readShared === undefined
    ? target.write(policy(rules), OPTIONS).files
    : (target.shared?.([policy(rules)], OPTIONS) ?? [])
  ).filter(({ path }) => !path.endsWith('gpreport.xml'))

const countOf = (file: OutputFile | undefined): Map<string, number> => {
  const count = new Map<string, number>()
  for (const line of file === undefined ? [] : linesOf(file)) count.set(line, (count.get(line) ?? 0) + 1)
  return count
}
