// SPDX-License-Identifier: MIT
import { powershell } from '../../formats/powershell/powershell.ts'
import { scriptBytes } from '../../formats/powershell/script-bytes.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import { textLines } from '../../formats/text/text-lines.ts'
import { CONDITIONS } from '../../formats/wfp/conditions.ts'
import type { WfpProvider } from '../../formats/wfp/filter.ts'
import { LAYERS } from '../../formats/wfp/layers.ts'
import { STRUCTURES } from '../../formats/wfp/structures.ts'
import { FWP_ACTION_TYPE, FWP_DATA_TYPE, FWP_MATCH_TYPE, FWPM_FILTER_FLAG } from '../../formats/wfp/types.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import type { TargetOptions } from '../target.ts'
import { ownerOf, SUBLAYER_WEIGHT } from './owner.ts'

const named = <T>(table: Readonly<Record<string, T>>): readonly (readonly [string, T])[] => Object.entries(table)

const KEYS = [
  ...LAYERS.map(({ name, key }) => ({ name, key })),
  ...named(CONDITIONS).map(([name, key]) => ({ name, key })),
]
const NUMBERS = [FWP_DATA_TYPE, FWP_MATCH_TYPE, FWP_ACTION_TYPE, FWPM_FILTER_FLAG]
  .flatMap((table) => named<number>(table))
  .map(([name, value]) => ({ name, value }))
const LAYOUT = named(STRUCTURES).map(([name, { size, fields }]) => ({
  name,
  size,
  fields: Object.keys(fields),
  offsets: Object.values(fields),
}))

const isOutboundPermit = ({ direction, action, enabled }: Rule): boolean =>
  direction === 'out' && action === 'allow' && enabled

/** `POLICY.ps1`: adds the filters to the engine of the machine that it runs on. */
export const installScript = (
  policy: Policy,
  options: TargetOptions,
  /** Each as a line of the table, `filterLine`. */
  filters: Iterable<string>,
  provider: WfpProvider,
  load: (name: string) => string = loadTemplate,
): Uint8Array =>
  scriptBytes(
    createRenderer(powershell, load)('wfp/install.ps1', {
      policy: policy.id,
      estate: options.estate,
      version: options.version,
      hash: shortHash(policy),
      file: `${policy.id}.ps1`,
      hardPermit: options.wfp.hardPermit,
      defaultBlock: options.wfp.defaultBlock,
      blocksOutbound: options.wfp.defaultBlock && !policy.rules.some(isOutboundPermit),
      providerKey: provider.key,
      subLayerKey: ownerOf(options.estate, policy.id).subLayer,
      name: provider.name,
      description: provider.description,
      service: provider.service,
      subLayerWeight: SUBLAYER_WEIGHT,
      keys: KEYS,
      numbers: NUMBERS,
      layout: LAYOUT,
      layers: LAYERS.map(({ name }) => name),
      filters,
    }),
  )

/** The lines of the table in such a script, in their order. */
export function* scriptTable(bytes: Uint8Array): Generator<string, void> {
  for (const line of textLines(new TextDecoder('utf-8').decode(bytes)))
    if (line.startsWith(`    '{"key":`) && line.endsWith(`}'`)) yield line.slice(5, -1)
}
