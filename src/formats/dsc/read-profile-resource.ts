// SPDX-License-Identifier: MIT
import { STORE_KEY } from '../firewall-store/store-keys.ts'
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import { type DscContent, NO_CONTENT } from './dsc-content.ts'

/** Where the machine itself keeps its profiles; the private one is called StandardProfile there. */
const PROFILE: Readonly<Record<string, string>> = {
  domain: 'DomainProfile',
  private: 'StandardProfile',
  public: 'PublicProfile',
}

interface Setting {
  readonly name: string
  readonly subkey?: string
  readonly words: Readonly<Record<string, number>>
}

const ON = { true: 1, false: 0 }
const OFF = { true: 0, false: 1 }
const ACTION = { allow: 0, block: 1 }

/** MS-GPFAS 2.2.3: the value that each property of the resource sets. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  Enabled: { name: 'EnableFirewall', words: ON },
  DefaultInboundAction: { name: 'DefaultInboundAction', words: ACTION },
  DefaultOutboundAction: { name: 'DefaultOutboundAction', words: ACTION },
  NotifyOnListen: { name: 'DisableNotifications', words: OFF },
  AllowInboundRules: { name: 'DoNotAllowExceptions', words: OFF },
  AllowLocalFirewallRules: { name: 'AllowLocalPolicyMerge', words: ON },
  AllowLocalIPsecRules: { name: 'AllowLocalIPsecPolicyMerge', words: ON },
  AllowUnicastResponseToMulticast: { name: 'DisableUnicastResponsesToMulticastBroadcast', words: OFF },
  LogBlocked: { name: 'LogDroppedPackets', subkey: 'Logging', words: ON },
  LogAllowed: { name: 'LogSuccessfulConnections', subkey: 'Logging', words: ON },
}

/** Reads a `FirewallProfile` resource as the registry values of the profile. `NotConfigured` leaves one alone. */
export const readProfileResource = (properties: Readonly<Record<string, unknown>>): DscContent => {
  const profile = PROFILE[String(properties.Name ?? '').toLowerCase()]
  const losses: Loss[] = []
  const registry: RegistryValue[] = []
  const lost = (field: string, reason: string): void => void losses.push({ rule: null, field, reason })
  if (profile === undefined) lost('Name', `${String(properties.Name)} is not a profile`)
  else
    for (const [property, value] of Object.entries(properties)) {
      const setting = SETTINGS[property]
      const logging = `${STORE_KEY}\\${profile}\\Logging`
      const word = String(value).toLowerCase()
      if (property === 'Name' || word === 'notconfigured') continue
      if (property === 'LogFileName')
        registry.push({ key: logging, name: 'LogFilePath', type: 'REG_SZ', data: String(value) })
      else if (property === 'LogMaxSizeKilobytes' && /^\d{1,5}$/.test(word))
        registry.push({ key: logging, name: 'LogFileSize', type: 'REG_DWORD', data: Number(value) })
      else {
        const data = setting?.words[word]
        if (setting === undefined || data === undefined) lost(property, `${String(value)} was not understood`)
        else
          registry.push({
            key: setting.subkey === undefined ? `${STORE_KEY}\\${profile}` : logging,
            name: setting.name,
            type: 'REG_DWORD',
            data,
          })
      }
    }
  return { ...NO_CONTENT, registry, losses }
}
