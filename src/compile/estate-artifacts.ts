// SPDX-License-Identifier: MIT
import type { FlowRecord } from '../flows/flow-record.ts'
import { flowRecord } from '../flows/flow-record.ts'
import { type PartyRecord, partyRecord } from '../flows/party-record.ts'
import type { Loss } from '../formats/rule/loss.ts'
import { meaningDifference } from '../packets/meaning-difference.ts'
import type { EstateFiles, EstateFlows, OutputFile, Target, TargetOptions } from '../targets/target.ts'
import type { ArtifactRecord, OutputSummary } from './compiled-estate.ts'
import { flowRules } from './flow-rules.ts'
import { sha256 } from './policy-artifacts.ts'

export interface WrittenEstate {
  readonly files: readonly OutputFile[]
  /** None for tables that only people read. */
  readonly records: readonly ArtifactRecord[]
  readonly unverified: OutputSummary['unverified']
}

/** Writes the files in which a target says the flows of the whole estate; where the target can read them back, they are compared. */
export const writeEstate = (target: Target, estate: EstateFlows, options: TargetOptions): WrittenEstate => {
  if (target.estate === undefined) return { files: [], records: [], unverified: [] }
  const { files, losses } = target.estate.write(estate, options)
  const first = files[0]
  if (target.estate.read === undefined || first === undefined) return { files, records: [], unverified: [] }
  const differences = compareEstate(
    target.estate,
    estate.flows.map(flowRecord),
    estate.parties.map(partyRecord),
    files,
    losses,
  )
  const record = {
    target: target.name,
    path: first.path,
    sha256: sha256(first.bytes),
    files: files.map(({ path }) => path),
    verified: differences.length === 0,
    losses,
  }
  return {
    files,
    records: [record],
    unverified: differences.length === 0 ? [] : [{ path: first.path, differences }],
  }
}

/** How what is read back differs from the flows of the index, those that are declared lost left aside. */
export const compareEstate = (
  { read }: EstateFiles,
  flows: readonly FlowRecord[],
  parties: readonly PartyRecord[],
  files: readonly OutputFile[],
  losses: readonly Loss[],
): readonly string[] => {
  if (read === undefined) return []
  const lost = new Set(losses.map(({ rule }) => rule))
  try {
    const found = read(files)
    return [
      ...found.losses.map(({ rule, field, reason }) => `- ${rule ?? ''} ${field}: ${reason}`),
      ...meaningDifference(
        flowRules(
          flows.filter(({ id }) => !lost.has(id)),
          parties,
        ),
        found.rules,
      ),
    ]
  } catch (error) {
    return [`the reader failed: ${error instanceof Error ? error.message : String(error)}`]
  }
}
