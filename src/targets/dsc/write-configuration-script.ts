// SPDX-License-Identifier: MIT

import type { DscResource } from '../../formats/dsc/dsc-resource.ts'
import { DSC_RESOURCES } from '../../formats/dsc/resource-schema.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import type { TargetOptions } from '../target.ts'
import { configurationLanguage } from './configuration-language.ts'
import { configurationName } from './configuration-name.ts'

const render = createRenderer(configurationLanguage, loadTemplate)

const block = ({ type, name, properties }: DscResource) => {
  const width = Math.max(...Object.keys(properties).map((property) => property.length))
  return {
    type,
    name,
    properties: Object.entries(properties).map(([property, value]) => ({
      name: property.padEnd(width),
      value,
      // A long list reads, and compares, better with a line for each entry.
      lines: Array.isArray(value) && value.length > 4 ? value : null,
    })),
  }
}

/** The script of a policy: it defines a configuration of that name and runs nothing. Lines end in LF. */
export const writeConfigurationScript = (
  policy: Policy,
  resources: readonly DscResource[],
  options: TargetOptions,
): string => {
  const uses = (module: string): boolean => resources.some(({ type }) => DSC_RESOURCES[type].module === module)
  return render('dsc/configuration.ps1', {
    name: configurationName(policy.id),
    policy: policy.id,
    policyName: policy.name,
    hash: shortHash(policy),
    description: policy.description,
    networkingDsc: uses('NetworkingDsc') ? options.dsc.networkingDsc : null,
    imports: resources.length > 0,
    builtIn: uses('PSDesiredStateConfiguration'),
    blocks: resources.map(block),
  })
}
