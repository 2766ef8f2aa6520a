// SPDX-License-Identifier: MIT
import { NO_SETTINGS } from './no-settings.ts'
import type { ProfileSettings } from './profile-settings.ts'

/** Settings of one profile as far as they are known; null where nobody says. */
export interface KnownSettings extends ProfileSettings {
  /** False: everything inbound is blocked, whatever the rules allow. */
  readonly inboundRules: boolean | null
}

export const UNKNOWN_SETTINGS: KnownSettings = { ...NO_SETTINGS, inboundRules: null }
