// SPDX-License-Identifier: MIT
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Policy } from '../rules/policy.ts'
import type { ArtifactRecord, CompiledEstate, CompiledPolicy, WrittenFile } from './compiled-estate.ts'
import { flowJson } from './flow-json.ts'

/**
 * The JSON of a compile in pieces, so that no text of the whole has to fit in memory.
 * Lists of things stand one thing a line: a person finds a rule, and a difference is a line.
 */
export function* outputJson(
  compiled: CompiledEstate,
  policies: Iterable<CompiledPolicy>,
  files: readonly WrittenFile[],
): Generator<string> {
  yield `{\n  "portwright": ${JSON.stringify(compiled.portwright)},\n  "estate": ${JSON.stringify(compiled.estate)},\n`
  yield* list('inputs', compiled.inputs, '  ')
  yield ',\n  "policies": ['
  let first = true
  for (const { policy, artifacts } of policies) {
    yield first ? '\n' : ',\n'
    first = false
    yield* policyJson(policy, artifacts)
  }
  yield first ? '],\n' : '\n  ],\n'
  yield* list('flows', compiled.flows, '  ', flowJson)
  yield ',\n'
  yield* list('diagnostics', lasting(compiled), '  ')
  yield ',\n'
  yield* list('files', files, '  ')
  yield '\n}\n'
}

/** Diagnostics that are the same tomorrow and on another computer. */
const lasting = ({ diagnostics, names }: CompiledEstate): readonly Diagnostic[] => {
  const name = (file: string): string => names.get(file) ?? file
  return diagnostics
    .filter(({ code }) => code !== 'expires-soon')
    .map((one) => ({
      ...one,
      file: name(one.file),
      related: one.related.map(({ message, span }) => ({ message, span: { ...span, file: name(span.file) } })),
    }))
}

function* policyJson(policy: Policy, artifacts: readonly ArtifactRecord[]): Generator<string> {
  const { rules, registry, settings, widened, ...facts } = policy
  const head = JSON.stringify({ ...facts, settings })
  yield `    ${head.slice(0, -1)},\n`
  yield* list('rules', rules, '      ')
  yield ',\n'
  yield* list('registry', registry, '      ')
  yield ',\n'
  yield* list('artifacts', artifacts, '      ')
  yield ',\n'
  yield* list('widened', widened, '      ')
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
