// SPDX-License-Identifier: MIT
import { type DscContent, faultContent, joinContent, lostPiece } from './dsc-content.ts'
import { parseConfigurationScript, parseOneBlock, type ScriptBlock } from './parse-configuration-script.ts'
import { readResource } from './read-resource.ts'
import { NOT_LITERAL } from './read-script-literal.ts'
import { dscTypeOf } from './resource-schema.ts'
import { unknownResource } from './unknown-resource.ts'

const readBlock = (block: ScriptBlock): DscContent => {
  const type = dscTypeOf(block.type)
  if (type === null) return unknownResource(block.type, [...block.properties.keys()])
  const field = `[${block.type}]${block.name}`
  const losses = [
    ...[...block.properties]
      .filter(([name, value]) => value === NOT_LITERAL && name.toLowerCase() !== 'dependson')
      .map(([name]) => ({ field: `${field}.${name}`, reason: 'its value is not literal' })),
    ...(block.torn ? [{ field, reason: 'ends too soon: more of its properties stand behind it' }] : []),
  ]
  const literal = [...block.properties].filter(([, value]) => value !== NOT_LITERAL && value !== null)
  return readResource(type, Object.fromEntries(literal), losses)
}

/** Where a resource of ours to read begins, in a script that is damaged somewhere. */
const HEAD = /^[ \t]*x?(?:Firewall|FirewallProfile|Registry)[ \t]+\S/gim

/** The blocks of a damaged script, each read by itself: the damage costs the one in which it lies. */
const recovered = (text: string, fault: DscContent): DscContent => {
  const starts = [...text.matchAll(HEAD)].map(({ index }) => index)
  const parts = starts.map((start, index): DscContent => {
    const piece = text.slice(start, starts[index + 1] ?? text.length)
    const block = parseOneBlock(piece)
    return block === null ? lostPiece('configuration', piece) : readBlock(block)
  })
  return joinContent([fault, ...parts])
}

/** Firewall rules and registry values of the literal resource blocks of a configuration (.ps1). */
export const readConfigurationScript = (text: string): DscContent => {
  const result = parseConfigurationScript(text)
  if ('fault' in result) {
    const { line, column, message } = result.fault
    return recovered(text, faultContent('configuration', `line ${line}, column ${column}: ${message}`))
  }
  if (result.configurations.length === 0) return faultContent('configuration', 'the script holds no configuration')
  return joinContent(
    result.configurations.flatMap(({ blocks, passed }) => [
      ...blocks.map(readBlock),
      ...passed.map((line) => faultContent(`line ${line}`, 'a statement around a rule was not understood')),
    ]),
  )
}
