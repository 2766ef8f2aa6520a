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

/** What NetSecurity's own types add to an object of the class: aliases and members computed by script. */
const OF_THE_TYPE = new Set(
  'Name Group LSM Platform Enabled Direction Action Profile EdgeTraversalPolicy PrimaryStatus Status EnforcementStatus PolicyStoreSourceType DynamicTarget Program Service LocalUser RemoteUser RemoteMachine Authentication Encryption InterfaceType'.split(
    ' ',
  ),
)

/**
 * As Export-Clixml writes objects of a class of CIM: its properties, then what the type adds and the description of the class, of which
 * every object carries its own.
 */
export const cimClixmlOf = (objects: readonly Cim[]): string => {
  let last = -1
  const id = (): number => ++last
  const body = objects.map(({ CimClass: _, ...object }) => {
    const own = id()
    const part = (isOfType: boolean): string =>
      Object.entries(object)
        .filter(([name]) => OF_THE_TYPE.has(name) === isOfType)
        .map(([name, value]) => member(name, value, id))
        .join('')
    const metadata = `      <Obj N="__ClassMetadata" RefId="${id()}">\n        <TN RefId="2">\n          <T>System.Collections.ArrayList</T>\n        </TN>\n        <LST>\n          <Obj RefId="${id()}">\n            <MS>\n              <S N="ClassName">MSFT_NetFirewallRule</S>\n              <S N="Namespace">root/standardcimv2</S>\n              <S N="ServerName">CM01</S>\n              <I32 N="Hash">-1096445496</I32>\n              <S N="MiXml">&lt;CLASS NAME="MSFT_NetFirewallRule"&gt;&lt;/CLASS&gt;</S>\n            </MS>\n          </Obj>\n        </LST>\n      </Obj>\n`
    return `  <Obj RefId="${own}">\n    <TN RefId="0">\n      <T>Microsoft.Management.Infrastructure.CimInstance#root/standardcimv2/MSFT_NetFirewallRule</T>\n      <T>System.Object</T>\n    </TN>\n    <ToString>MSFT_NetFirewallRule</ToString>\n    <Props>\n${part(false)}    </Props>\n    <MS>\n${part(true)}${metadata}    </MS>\n  </Obj>\n`
  })
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n${body.join('')}</Objs>`
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
