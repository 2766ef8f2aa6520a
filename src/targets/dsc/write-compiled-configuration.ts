// SPDX-License-Identifier: MIT
import type { DscResource } from '../../formats/dsc/dsc-resource.ts'
import { DSC_RESOURCES } from '../../formats/dsc/resource-schema.ts'
import type { MofInstance, MofProperty } from '../../formats/mof/mof.ts'
import { writeMof } from '../../formats/mof/write-mof.ts'

export interface CompiledConfiguration {
  readonly name: string
  readonly node: string
  readonly networkingDsc: string
  readonly resources: readonly DscResource[]
  /** The line of the script on which each resource starts. */
  readonly lines: readonly number[]
}

/** A built-in module that is imported without a version is 1.0, whatever it calls itself (Update-ModuleVersion). */
const BUILT_IN_VERSION = '1.0'

const properties = (entries: Readonly<Record<string, MofProperty['value']>>): readonly MofProperty[] =>
  Object.entries(entries).map(([name, value]) => ({ name, value }))

/**
 * What `Configuration NAME` compiles to: an instance for each resource, in order, and the document instance last.
 * Author, date and host of the compiler's machine are left out or fixed, so that the same policy gives the same bytes.
 */
export const writeCompiledConfiguration = (configuration: CompiledConfiguration): Uint8Array => {
  const { name, node, networkingDsc, resources, lines } = configuration
  const count = new Map<string, number>()
  const instanceOf = (resource: DscResource, index: number): MofInstance => {
    const { className, module } = DSC_RESOURCES[resource.type]
    const number = (count.get(className) ?? 0) + 1
    count.set(className, number)
    return {
      className,
      alias: `${className}${number}ref`,
      properties: properties({
        ResourceID: `[${resource.type}]${resource.name}`,
        ...resource.properties,
        SourceInfo: `::${lines[index] ?? 0}::9::${resource.type}`,
        ModuleName: module,
        ModuleVersion: module === 'NetworkingDsc' ? networkingDsc : BUILT_IN_VERSION,
        ConfigurationName: name,
      }),
    }
  }
  const document: MofInstance = {
    className: 'OMI_ConfigurationDocument',
    alias: null,
    properties: properties({
      Version: '2.0.0',
      MinimumCompatibleVersion: '1.0.0',
      CompatibleVersionAdditionalProperties: ['Omi_BaseResource:ConfigurationName'],
      Author: 'Portwright',
      Name: name,
    }),
  }
  function* instances(): Generator<MofInstance> {
    for (const [index, resource] of resources.entries()) yield instanceOf(resource, index)
    yield document
  }
  return writeMof([`@TargetNode='${node}'`, '@GeneratedBy=Portwright'], instances())
}
