// SPDX-License-Identifier: MIT
import { type MofInstance, type MofScalar, type MofValue, propertyOf } from '../mof/mof.ts'
import { parseOneInstance, visitMof } from '../mof/parse-mof.ts'
import { decodeText } from '../text/decode-text.ts'
import { type DscContent, faultContent, joinContent, lostPiece } from './dsc-content.ts'
import { readResource } from './read-resource.ts'
import { dscTypeOf } from './resource-schema.ts'
import { unknownResource } from './unknown-resource.ts'

const CONFIGURATION = 'OMI_ConfigurationDocument'

const isDocument = (instance: MofInstance): boolean => instance.className.toLowerCase() === CONFIGURATION.toLowerCase()

/** A reference (a credential) is nothing that a rule or a registry value needs. */
const plain = (value: MofValue): unknown => {
  const entry = (scalar: MofScalar): unknown =>
    typeof scalar === 'object' && scalar !== null ? `$${scalar.alias}` : scalar
  return Array.isArray(value) ? value.map(entry) : entry(value as MofScalar)
}

const readInstance = (instance: MofInstance): DscContent => {
  const type = dscTypeOf(instance.className)
  if (type === null)
    return unknownResource(
      instance.className,
      instance.properties.map(({ name }) => name),
    )
  const properties = instance.properties.map(({ name, value }): [string, unknown] => [name, plain(value)])
  return readResource(type, Object.fromEntries(properties.filter(([, value]) => value !== null)))
}

/** What the local configuration manager asks of a document: one document instance, last, whose name every resource repeats. */
const documentCheck = () => {
  const named: { readonly alias: string | null; readonly own: MofValue }[] = []
  let documents = 0
  let last: MofInstance | undefined
  return {
    note: (instance: MofInstance): void => {
      last = instance
      if (isDocument(instance)) documents += 1
      const own = propertyOf(instance, 'ConfigurationName')
      if (own !== undefined) named.push({ alias: instance.alias, own })
    },
    faults: (): readonly DscContent[] => {
      if (documents !== 1 || last === undefined || !isDocument(last))
        return [faultContent(CONFIGURATION, 'a configuration ends in one document instance')]
      const name = propertyOf(last, 'Name')
      return named
        .filter(({ own }) => own !== name)
        .map(({ alias }) =>
          faultContent('ConfigurationName', `${alias ?? 'an instance'} names another configuration than the document`),
        )
    },
  }
}

/** The instances of a damaged document, each read by itself: the damage costs the one in which it lies. */
const recovered = (text: string, fault: DscContent): DscContent => {
  const starts = [...text.matchAll(/^instance of /gm)].map(({ index }) => index)
  const parts = starts.map((start, index): DscContent => {
    const piece = text.slice(start, starts[index + 1] ?? text.length)
    const instance = parseOneInstance(piece)
    return instance === null ? lostPiece('mof', piece) : readInstance(instance)
  })
  return joinContent([fault, ...parts])
}

/** Firewall rules and registry values of a compiled configuration (.mof). A file that is not MOF is one loss. */
export const readCompiledConfiguration = (bytes: Uint8Array): DscContent => {
  const text = decodeText(bytes)
  const check = documentCheck()
  const parts: DscContent[] = []
  const fault = visitMof(text, (instance) => {
    check.note(instance)
    parts.push(readInstance(instance))
  })
  if (fault === null) return joinContent([...check.faults(), ...parts])
  const { line, column, message } = fault
  return recovered(text, faultContent('mof', `line ${line}, column ${column}: ${message}`))
}
