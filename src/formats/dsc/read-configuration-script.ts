// SPDX-License-Identifier: MIT
import { type DscContent, faultContent, joinContent, NO_CONTENT } from './dsc-content.ts'
import { parseConfigurationScript, type ScriptBlock } from './parse-configuration-script.ts'
import { readResource } from './read-resource.ts'
import { NOT_LITERAL } from './read-script-literal.ts'
import { dscTypeOf } from './resource-schema.ts'

const readBlock = (block: ScriptBlock): DscContent => {
  const type = dscTypeOf(block.type)
  if (type === null) return NO_CONTENT
  const losses = [...block.properties]
    .filter(([name, value]) => value === NOT_LITERAL && name.toLowerCase() !== 'dependson')
    .map(([name]) => ({
      rule: null,
      field: `[${block.type}]${block.name}.${name}`,
      reason: 'its value is not literal',
    }))
  const literal = [...block.properties].filter(([, value]) => value !== NOT_LITERAL && value !== null)
  return joinContent([{ ...NO_CONTENT, losses }, readResource(type, Object.fromEntries(literal))])
}

/** Firewall rules and registry values of the literal resource blocks of a configuration (.ps1). */
export const readConfigurationScript = (text: string): DscContent => {
  const result = parseConfigurationScript(text)
  if ('fault' in result) {
    const { line, column, message } = result.fault
    return faultContent('configuration', `line ${line}, column ${column}: ${message}`)
  }
  if (result.configurations.length === 0) return faultContent('configuration', 'the script holds no configuration')
  return joinContent(result.configurations.flatMap(({ blocks }) => blocks.map(readBlock)))
}
