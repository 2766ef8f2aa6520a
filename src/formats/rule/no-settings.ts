// SPDX-License-Identifier: MIT
import type { ProfileSettings } from './profile-settings.ts'

/** Settings that leave everything alone. */
export const NO_SETTINGS: ProfileSettings = {
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
}
