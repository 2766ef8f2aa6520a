// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { flowRecord } from '../flows/flow-record.ts'
import { partyRecord } from '../flows/party-record.ts'
import type { Policy } from '../rules/policy.ts'
import { estateHash } from '../rules/policy-hash.ts'
import type { ArtifactRecord, CompiledEstate, OutputSummary } from './compiled-estate.ts'

/** Stands for the hash of the text while the hash is made. */
export const NO_INDEX_HASH = '0'.repeat(64)

/**
 * The JSON of a compile in pieces, so that no text of the whole has to fit in memory. `indexHash` in it is the SHA-256 of
 * the text itself with that value as zeros.
 */
export function* outputJson(
  compiled: CompiledEstate,
  summary: Pick<OutputSummary, 'policies' | 'artifacts' | 'files'>,
): Generator<string> {
  const hash = createHash('sha256')
  // Most texts are small enough to be kept while their hash is made; of the others the pieces are made twice.
  const kept: string[] = []
  let size = 0
  for (const chunk of chunks(pieces(compiled, summary, NO_INDEX_HASH))) {
    hash.update(chunk)
    size += chunk.length
    if (size > MOST_KEPT) kept.length = 0
    else kept.push(chunk)
  }
  const indexHash = hash.digest('hex')
  if (size > MOST_KEPT) yield* pieces(compiled, summary, indexHash)
  // No text of JSON holds a line end, so this is the place and no other.
  else
    for (const [index, chunk] of kept.entries())
      yield index === 0 ? chunk.replace(hashLine(NO_INDEX_HASH), hashLine(indexHash)) : chunk
}

const MOST_KEPT = 1 << 25
const CHUNK = 1 << 16

function* chunks(all: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const piece of all) {
    chunk += piece
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

const hashLine = (indexHash: string): string => `\n  "indexHash": "${indexHash}",\n`

/** Lists of things stand one thing a line: a person finds a rule, and a difference is a line. */
function* pieces(
  compiled: CompiledEstate,
  { policies, artifacts, files }: Pick<OutputSummary, 'policies' | 'artifacts' | 'files'>,
  indexHash: string,
): Generator<string> {
  yield `{\n  "portwright": ${JSON.stringify(compiled.portwright)},\n  "estate": ${JSON.stringify(compiled.estate)},\n`
  yield `  "estateHash": "${estateHash(policies.map(({ policy }) => policy))}",${hashLine(indexHash)}`
  yield* list('inputs', compiled.inputs, '  ')
  yield ',\n  "policies": ['
  let first = true
  for (const { policy, artifacts: own } of policies) {
    yield first ? '\n' : ',\n'
    first = false
    yield* policyJson(policy, own)
  }
  yield first ? '],\n' : '\n  ],\n'
  yield* list('artifacts', artifacts, '  ')
  yield ',\n'
  yield* list('flows', compiled.flows, '  ', flowRecord)
  yield ',\n'
  yield* list('parties', compiled.parties, '  ', partyRecord)
  yield ',\n'
  yield* list('except', compiled.except, '  ', ({ path: _, ...exception }) => exception)
  yield ',\n'
  yield* list('diagnostics', lasting(compiled), '  ')
  yield ',\n'
  yield* list('files', files, '  ')
  yield '\n}\n'
}

/** Diagnostics that are the same tomorrow and on another computer. */
const lasting = ({ diagnostics, names }: CompiledEstate): readonly object[] => {
  const name = (file: string): string => names.get(file) ?? file
  return diagnostics
    .filter(({ code }) => code !== 'expires-soon')
    .map(({ acknowledged, ...one }) => ({
      ...one,
      // Whether it still counts today is nothing that lasts.
      ...(acknowledged !== undefined && {
        acknowledged: { reason: acknowledged.reason, owner: acknowledged.owner, until: acknowledged.until },
      }),
      file: name(one.file),
      related: one.related.map(({ message, span }) => ({ message, span: { ...span, file: name(span.file) } })),
    }))
}

function* policyJson(policy: Policy, artifacts: readonly ArtifactRecord[]): Generator<string> {
  const { rules, registry, settings, widened, covered, ...facts } = policy
  const head = JSON.stringify({ ...facts, settings })
  yield `    ${head.slice(0, -1)},\n`
  yield* list('rules', rules, '      ')
  yield ',\n'
  yield* list('registry', registry, '      ')
  yield ',\n'
  yield* list('artifacts', artifacts, '      ')
  yield ',\n'
  yield* list('widened', widened, '      ')
  yield ',\n'
  yield* list('covered', covered, '      ')
  yield '\n    }'
}

function* list<T>(
  name: string,
  items: readonly T[],
  indent: string,
  map: (item: T) => unknown = (item) => item,
): Generator<string> {
  if (items.length === 0) {
    yield `${indent}"${name}": []`
    return
  }
  yield `${indent}"${name}": [\n`
  for (const [index, item] of items.entries()) {
    yield `${indent}  ${JSON.stringify(map(item))}${index === items.length - 1 ? '' : ','}\n`
  }
  yield `${indent}]`
}
