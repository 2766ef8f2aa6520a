// SPDX-License-Identifier: MIT
import type { Cim } from './listing-objects.ts'

const ENUMERATIONS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  Enabled: { 1: 'True', 2: 'False' },
  Direction: { 1: 'Inbound', 2: 'Outbound' },
  Action: { 2: 'Allow', 4: 'Block' },
  Profile: { 0: 'Any', 1: 'Domain', 2: 'Private', 3: 'Domain, Private', 4: 'Public', 7: 'Domain, Private, Public' },
  EdgeTraversalPolicy: { 0: 'Block' },
  Authentication: { 0: 'NotRequired' },
  Encryption: { 0: 'NotRequired' },
  InterfaceType: { 0: 'Any', 1: 'Wired', 2: 'Wireless', 4: 'RemoteAccess' },
}
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const member = (name: string, value: unknown, id: () => number): string => {
  const word = ENUMERATIONS[name]?.[value as number]
  if (word !== undefined)
    return `      <Obj N="${name}" RefId="${id()}">\n        <TNRef RefId="1" />\n        <ToString>${word}</ToString>\n        <U16>${value}</U16>\n      </Obj>\n`
  if (value === null || typeof value === 'object') {
    if (!Array.isArray(value)) return `      <Nil N="${name}" />\n`
    const list = value.map((entry) => `          <S>${escaped(String(entry))}</S>\n`).join('')
    return `      <Obj N="${name}" RefId="${id()}">\n        <TNRef RefId="2" />\n        <LST>\n${list}        </LST>\n      </Obj>\n`
  }
  if (typeof value === 'boolean') return `      <B N="${name}">${value}</B>\n`
  return typeof value === 'number'
    ? `      <U16 N="${name}">${value}</U16>\n`
    : `      <S N="${name}">${escaped(String(value))}</S>\n`
}

/** As Export-Clixml writes objects, enumerations by name and number. */
export const clixmlOf = (objects: readonly Cim[]): string => {
  let last = -1
  const id = (): number => ++last
  const body = objects.map((object) => {
    const own = id()
    const members = Object.entries(object)
      .map(([name, value]) => member(name, value, id))
      .join('')
    return `  <Obj RefId="${own}">\n    <MS>\n${members}    </MS>\n  </Obj>\n`
  })
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n${body.join('')}</Objs>`
}
