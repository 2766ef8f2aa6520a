// SPDX-License-Identifier: MIT
import { type KnownSettings, UNKNOWN_SETTINGS } from '../rule/known-settings.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { Profile } from '../rule/rule.ts'
import { FIREWALL_KEY, isUnder } from './firewall-keys.ts'

type Data = RegistryValue['data']

const flag = (data: Data): boolean | null => (data === 1 ? true : data === 0 ? false : null)
const not = (data: Data): boolean | null => (data === 0 ? true : data === 1 ? false : null)
const action = (data: Data): 'allow' | 'block' | null => (data === 1 ? 'block' : data === 0 ? 'allow' : null)

/** Names of values under a profile's key, MS-GPFAS 2.2.3; those of its subkey Logging with it. */
const SETTINGS: Readonly<Record<string, (data: Data) => Partial<KnownSettings>>> = {
  enablefirewall: (data) => ({ enabled: flag(data) }),
  defaultinboundaction: (data) => ({ defaultInbound: action(data) }),
  defaultoutboundaction: (data) => ({ defaultOutbound: action(data) }),
  donotallowexceptions: (data) => ({ inboundRules: not(data) }),
  disablenotifications: (data) => ({ notifications: not(data) }),
  allowlocalpolicymerge: (data) => ({ localRules: flag(data) }),
  allowlocalipsecpolicymerge: (data) => ({ localConnectionSecurityRules: flag(data) }),
  disableunicastresponsestomulticastbroadcast: (data) => ({ unicastResponse: not(data) }),
  'logging\\logfilepath': (data) => ({ logFile: typeof data === 'string' ? data : null }),
  'logging\\logfilesize': (data) => ({ logSize: typeof data === 'number' ? data : null }),
  'logging\\logdroppedpackets': (data) => ({ logDropped: flag(data) }),
  'logging\\logsuccessfulconnections': (data) => ({ logAllowed: flag(data) }),
}

/** The local store calls the private profile Standard, and so do administrative templates. */
const PLACE = /\\(Domain|Private|Standard|Public)Profile(?:\\(Logging))?$/i
/** What "restore defaults" would bring back is in force nowhere. */
const DEFAULTS = /\\SharedAccess\\Defaults\\/i

interface Said {
  readonly profile: Profile
  readonly said: Partial<KnownSettings>
  /** What Group Policy says stands above the local store, and the profile's own name above its old one. */
  readonly weight: number
}

const settingOf = ({ key, name, data }: RegistryValue): Said | null => {
  const [, word, logging] = PLACE.exec(key) ?? []
  if (word === undefined || DEFAULTS.test(key)) return null
  const read = SETTINGS[`${logging === undefined ? '' : 'logging\\'}${name.toLowerCase()}`]
  const profile = word.toLowerCase().replace('standard', 'private') as Profile
  const ofPolicy = isUnder(key.replace(/^[^\\]+\\/, ''), FIREWALL_KEY)
  return read === undefined
    ? null
    : { profile, said: read(data), weight: (ofPolicy ? 2 : 0) + (word.toLowerCase() === 'standard' ? 0 : 1) }
}

/** Whether a value is a setting of a profile that `profileSettingsOf` reads. */
export const isProfileSetting = (value: RegistryValue): boolean => settingOf(value) !== null

/** The settings of each profile among registry values: of a Group Policy object, a local store, or both. */
export const profileSettingsOf = (values: readonly RegistryValue[]): Readonly<Record<Profile, KnownSettings>> => {
  const said = values
    .map(settingOf)
    .filter((one) => one !== null)
    .sort((a, b) => a.weight - b.weight)
  const of = (profile: Profile): KnownSettings =>
    Object.assign({}, UNKNOWN_SETTINGS, ...said.filter((one) => one.profile === profile).map((one) => one.said))
  return { domain: of('domain'), private: of('private'), public: of('public') }
}
