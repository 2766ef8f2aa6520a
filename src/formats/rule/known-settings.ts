// SPDX-License-Identifier: MIT
import type { ProfileSettings } from './profile-settings.ts'

/** Settings of one profile as far as they are known; null where nobody says. */
export interface KnownSettings extends ProfileSettings {
  /** False: everything inbound is blocked, whatever the rules allow. */
  readonly inboundRules: boolean | null
}

export const UNKNOWN_SETTINGS: KnownSettings = {
  enabled: null,
  defaultInbound: null,
  defaultOutbound: null,
  localRules: null,
  localConnectionSecurityRules: null,
  notifications: null,
  unicastResponse: null,
  logDropped: null,
  logAllowed: null,
  logFile: null,
  logSize: null,
  inboundRules: null,
}
