// SPDX-License-Identifier: MIT
import { COMMON_PROPERTIES, DSC_RESOURCES, type DscProperty, type DscType } from './resource-schema.ts'

const fits = ({ type }: DscProperty, value: unknown): boolean => {
  switch (type) {
    case 'string':
      return typeof value === 'string'
    case 'string[]':
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
    case 'boolean':
      return typeof value === 'boolean'
    case 'uint64':
      return (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) || typeof value === 'bigint'
  }
}

/** Faults of a resource against its schema: unknown or read-only properties, wrong types or words, missing keys. */
export const checkResource = (type: DscType, properties: Readonly<Record<string, unknown>>): readonly string[] => {
  const schema: Readonly<Record<string, DscProperty>> = DSC_RESOURCES[type].properties
  const faults: string[] = []
  for (const [name, value] of Object.entries(properties)) {
    if (COMMON_PROPERTIES.includes(name)) continue
    const property = schema[name]
    if (property === undefined) faults.push(`${type} has no property ${name}`)
    else if (property.role === 'read') faults.push(`${type}.${name} cannot be written`)
    else if (!fits(property, value)) faults.push(`${type}.${name} is not of type ${property.type}`)
    else if (property.values !== undefined && !property.values.includes(value as string))
      faults.push(`${type}.${name} is not one of ${property.values.join(', ')}`)
  }
  for (const [name, { role }] of Object.entries(schema))
    if (role === 'key' && properties[name] === undefined) faults.push(`${type}.${name} is missing`)
  return faults
}
