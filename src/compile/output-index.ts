// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import type { FlowRecord } from '../flows/flow-record.ts'
import type { PartyRecord } from '../flows/party-record.ts'
import { isOutputPath } from '../output/output-path.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import type { Policy } from '../rules/policy.ts'
import { estateHash, policyHash } from '../rules/policy-hash.ts'
import type { ArtifactRecord, WrittenFile } from './compiled-estate.ts'
import { NO_INDEX_HASH } from './output-json.ts'

export interface OutputIndex {
  readonly estate: string
  readonly estateHash: string
  readonly policies: readonly (Policy & { readonly artifacts: readonly ArtifactRecord[] })[]
  /** What says the flows of the whole estate; empty in an output of a version that did not write it. */
  readonly artifacts: readonly ArtifactRecord[]
  readonly files: readonly WrittenFile[]
  readonly flows: readonly FlowRecord[]
  /** Empty in an output of a version that did not write them. */
  readonly parties: readonly PartyRecord[]
}

export type IndexFault =
  | { readonly fault: 'damaged'; readonly reason: string }
  | { readonly fault: 'empty' }
  | { readonly fault: 'path'; readonly path: string }

/** The index of an output folder, after everything that it says of itself was held against it. One without a policy proves nothing, but may be compared. */
export const readOutputIndex = (bytes: Uint8Array, mayBeEmpty = false): OutputIndex | IndexFault => {
  const damaged = (reason: string): IndexFault => ({ fault: 'damaged', reason })
  let text: string
  let index: OutputIndex & { readonly indexHash: unknown; readonly portwright: unknown }
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    index = JSON.parse(text)
  } catch (error) {
    return damaged(error instanceof SyntaxError ? 'it is not JSON' : 'it is not UTF-8 text')
  }
  const shape = shapeFault(index)
  if (shape !== null) return damaged(shape)
  if (!mayBeEmpty && (index.policies.length === 0 || index.files.length === 0)) return { fault: 'empty' }
  const outside = pathsOf(index).find((path) => !isOutputPath(path) || path === OUTPUT_INDEX)
  if (outside !== undefined) return { fault: 'path', path: String(outside) }
  if (index.indexHash !== hashOf(text, index.indexHash as string))
    return damaged('its text does not give its indexHash, so it was changed since the compile')
  return hashFault(index) ?? { ...index, artifacts: index.artifacts ?? [], parties: index.parties ?? [] }
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isListOf = (value: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(is)
const isTexts = (value: unknown): boolean => isListOf(value, isText)

const RULE_TEXTS = ['id', 'displayName', 'description', 'group', 'direction', 'action']
const RULE_LISTS = [
  'profiles',
  'localPorts',
  'remotePorts',
  'icmpTypes',
  'localAddresses',
  'remoteAddresses',
  'interfaceTypes',
  'flows',
]

const isRule = (value: unknown): boolean =>
  isRecord(value) &&
  RULE_TEXTS.every((key) => isText(value[key])) &&
  RULE_LISTS.every((key) => isTexts(value[key])) &&
  typeof value.enabled === 'boolean' &&
  (isText(value.protocol) || Number.isInteger(value.protocol)) &&
  [value.program, value.service].every((word) => word === null || isText(word))

const isRegistryValue = (value: unknown): boolean =>
  isRecord(value) && isText(value.key) && isText(value.name) && isText(value.type) && 'data' in value

const isArtifact = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value.target) &&
  isText(value.path) &&
  isTexts(value.files) &&
  isListOf(value.losses, (loss) => isRecord(loss) && (loss.rule === null || isText(loss.rule)) && isText(loss.field))

const isPolicy = (value: unknown): boolean =>
  isRecord(value) &&
  ['id', 'hash', 'name', 'group', 'dynamicRange'].every((key) => isText(value[key])) &&
  ['hosts', 'clients', 'profiles'].every((key) => isTexts(value[key])) &&
  (value.settings === null || isRecord(value.settings)) &&
  isRecord(value.options) &&
  isListOf(value.rules, isRule) &&
  isListOf(value.registry, isRegistryValue) &&
  isListOf(value.artifacts, isArtifact)

const isEnd = (value: unknown): boolean =>
  isRecord(value) &&
  ['hosts', 'clients', 'addresses'].every((key) => value[key] === undefined || isTexts(value[key])) &&
  ['any', 'name'].every((key) => value[key] === undefined || isText(value[key]))

const isFlow = (value: unknown): boolean =>
  isRecord(value) &&
  ['id', 'service', 'protocol', 'text'].every((key) => isText(value[key])) &&
  ['reason', 'owner', 'ticket', 'expires'].every((key) => value[key] == null || isText(value[key])) &&
  isEnd(value.from) &&
  isEnd(value.to) &&
  isTexts(value.ports) &&
  isListOf(value.sources, (source) => isRecord(source) && isText(source.document) && isText(source.section))

const isParty = (value: unknown): boolean =>
  isRecord(value) &&
  ['kind', 'name'].every((key) => isText(value[key])) &&
  ['roles', 'addresses'].every((key) => isTexts(value[key])) &&
  (value.dynamicRange === undefined || isTexts(value.dynamicRange))

const shapeFault = (index: unknown): string | null => {
  if (!isRecord(index)) return 'it is no index of an output'
  for (const key of ['portwright', 'estate', 'estateHash', 'indexHash'])
    if (!isText(index[key])) return `“${key}” is missing`
  if (!isListOf(index.policies, isPolicy)) return '“policies” is not what a compile writes'
  if (index.artifacts !== undefined && !isListOf(index.artifacts, isArtifact))
    return '“artifacts” is not what a compile writes'
  if (!isListOf(index.flows, isFlow)) return '“flows” is not what a compile writes'
  if (index.parties !== undefined && !isListOf(index.parties, isParty)) return '“parties” is not what a compile writes'
  return isListOf(index.files, (file) => isRecord(file) && isText(file.path) && isText(file.sha256))
    ? null
    : '“files” is not what a compile writes'
}

const pathsOf = ({ policies, artifacts, files }: OutputIndex): readonly unknown[] => [
  ...files.map(({ path }) => path),
  ...[...policies.flatMap((policy) => policy.artifacts), ...(artifacts ?? [])].flatMap((artifact) => [
    artifact.path,
    ...artifact.files,
  ]),
]

const hashOf = (text: string, indexHash: string): string =>
  createHash('sha256')
    .update(text.replace(`"indexHash": "${indexHash}"`, () => `"indexHash": "${NO_INDEX_HASH}"`))
    .digest('hex')

const hashFault = (index: OutputIndex): IndexFault | null => {
  for (const policy of index.policies)
    if (policyHash(policy) !== policy.hash)
      return { fault: 'damaged', reason: `the rules of the policy ${policy.id} do not give its hash` }
  return estateHash(index.policies) === index.estateHash
    ? null
    : { fault: 'damaged', reason: 'its policies do not give its estateHash' }
}
