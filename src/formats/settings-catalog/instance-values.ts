// SPDX-License-Identifier: MIT
import { addAll } from '../../collections/add-all.ts'
import { isObject, type JsonObject, otherKeys } from './json-shape.ts'

export interface InstanceValues {
  readonly id: string
  readonly values: readonly string[]
  /** Settings below a choice. */
  readonly children: readonly unknown[]
}

const ONE = ['simpleSettingValue', 'choiceSettingValue']
const SEVERAL = ['simpleSettingCollectionValue', 'choiceSettingCollectionValue']

const readValue = (value: unknown): { readonly value: string; readonly children: readonly unknown[] } | string => {
  if (!isObject(value)) return 'holds something else than a value'
  const [other] = otherKeys(value, 'value', 'children')
  if (other !== undefined) return `holds ${other}, which is not known`
  const { value: text, children = [] } = value
  if (typeof text !== 'string' && (typeof text !== 'number' || !Number.isSafeInteger(text))) return 'holds no value'
  return Array.isArray(children) ? { value: String(text), children } : 'holds no list of settings'
}

/** What an instance of a setting says; a reason where it is not understood. */
export const instanceValues = (instance: unknown): InstanceValues | string => {
  if (!isObject(instance)) return 'is no setting'
  const { settingDefinitionId: id } = instance as JsonObject
  if (typeof id !== 'string') return 'does not say which setting it is'
  const found = [...ONE, ...SEVERAL].filter((key) => key in instance)
  const [other] = otherKeys(instance, 'settingDefinitionId', ...ONE, ...SEVERAL)
  if (other !== undefined) return `holds ${other}, which is not known`
  const [key] = found
  if (key === undefined || found.length > 1) return 'has not one kind of value'
  const given = instance[key]
  const several = SEVERAL.includes(key)
  if (several !== Array.isArray(given)) return 'has a value of another kind'
  const list = (several ? given : [given]) as readonly unknown[]
  if (list.length === 0) return 'is empty'
  const values: string[] = []
  const children: unknown[] = []
  for (const one of list) {
    const read = readValue(one)
    if (typeof read === 'string') return read
    values.push(read.value)
    addAll(children, read.children)
  }
  return { id, values, children }
}
