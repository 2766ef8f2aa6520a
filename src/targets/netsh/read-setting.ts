// SPDX-License-Identifier: MIT
import { STORE_KEY } from '../../formats/firewall-store/store-keys.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'

const PROFILES: Readonly<Record<string, readonly string[]>> = {
  domainprofile: ['DomainProfile'],
  privateprofile: ['StandardProfile'],
  publicprofile: ['PublicProfile'],
  allprofiles: ['DomainProfile', 'StandardProfile', 'PublicProfile'],
}

type Values = readonly (readonly [subkey: string, name: string, data: number | string])[]

const POLICY: Readonly<Record<string, Values>> = {
  blockinbound: [
    ['', 'DefaultInboundAction', 1],
    ['', 'DoNotAllowExceptions', 0],
  ],
  blockinboundalways: [
    ['', 'DefaultInboundAction', 1],
    ['', 'DoNotAllowExceptions', 1],
  ],
  allowinbound: [
    ['', 'DefaultInboundAction', 0],
    ['', 'DoNotAllowExceptions', 0],
  ],
  allowoutbound: [['', 'DefaultOutboundAction', 0]],
  blockoutbound: [['', 'DefaultOutboundAction', 1]],
  // Left as it was found.
  '%inbound%': [],
  '%outbound%': [],
}

const SWITCHES: Readonly<Record<string, Values[number]>> = {
  'state on': ['', 'EnableFirewall', 1],
  'state off': ['', 'EnableFirewall', 0],
  'settings inboundusernotification enable': ['', 'DisableNotifications', 0],
  'settings inboundusernotification disable': ['', 'DisableNotifications', 1],
  'settings unicastresponsetomulticast enable': ['', 'DisableUnicastResponsesToMulticastBroadcast', 0],
  'settings unicastresponsetomulticast disable': ['', 'DisableUnicastResponsesToMulticastBroadcast', 1],
  'logging droppedconnections enable': ['\\Logging', 'LogDroppedPackets', 1],
  'logging droppedconnections disable': ['\\Logging', 'LogDroppedPackets', 0],
  'logging allowedconnections enable': ['\\Logging', 'LogSuccessfulConnections', 1],
  'logging allowedconnections disable': ['\\Logging', 'LogSuccessfulConnections', 0],
}

const valuesOf = (words: readonly string[]): Values | null => {
  const [area = '', name = '', value = ''] = words.map((word) => word.toLowerCase())
  if (area === 'firewallpolicy') {
    const parts = name.split(',').map((part) => POLICY[part])
    return parts.includes(undefined) ? null : parts.flatMap((part) => part as Values)
  }
  if (area === 'logging' && name === 'filename') return [['\\Logging', 'LogFilePath', words[2] ?? '']]
  if (area === 'logging' && name === 'maxfilesize' && /^\d{1,5}$/.test(value))
    return [['\\Logging', 'LogFileSize', Number(value)]]
  const known = SWITCHES[[area, name, value].filter((word) => word !== '').join(' ')]
  return known === undefined ? null : [known]
}

/** Registry values of the local store behind `set domainprofile …`; null where the words are not understood. */
export const readSetting = (words: readonly string[]): readonly RegistryValue[] | null => {
  const profiles = PROFILES[words[0]?.toLowerCase() ?? '']
  const values = valuesOf(words.slice(1))
  if (profiles === undefined || values === null) return null
  return profiles.flatMap((profile) =>
    values.map(([subkey, name, data]) => ({
      key: `${STORE_KEY}\\${profile}${subkey}`,
      name,
      type: typeof data === 'number' ? ('REG_DWORD' as const) : ('REG_SZ' as const),
      data,
    })),
  )
}
