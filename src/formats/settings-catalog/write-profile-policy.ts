// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import type { ProfileSettings } from '../rule/profile-settings.ts'
import { PROFILES, type Profile } from '../rule/rule.ts'
import { instanceReference, type PolicyHead, policyBody, valueReference } from './policy-body.ts'
import { LOG_FILE, LOG_SIZE, PROFILE_CHOICES, PROFILE_SWITCH, type ProfileField } from './profile-ids.ts'
import { ODATA, SETTINGS_TEMPLATE, STORE } from './setting-ids.ts'

/** What of the settings a policy cannot say: everything stands below the switch that turns a profile on. */
export const profileLosses = (settings: ProfileSettings | null): readonly Loss[] => {
  if (settings === null) return []
  const { enabled, unicastResponse, ...below } = settings
  const lose = (field: string, reason: string): Loss => ({ rule: null, field, reason })
  return [
    ...(unicastResponse === null ? [] : [lose('unicastResponse', 'the template of Intune has no place for it')]),
    ...(enabled === true
      ? []
      : Object.entries(below).flatMap(([field, value]) =>
          value === null ? [] : [lose(field, 'can be said together with enabled: true alone')],
        )),
  ]
}

const choice = (
  id: string,
  value: string,
  references?: { instance: string; value: string },
  children: object[] = [],
) => ({
  '@odata.type': `${ODATA}ChoiceSettingInstance`,
  settingDefinitionId: id,
  settingInstanceTemplateReference: instanceReference(references?.instance ?? null),
  choiceSettingValue: {
    '@odata.type': `${ODATA}ChoiceSettingValue`,
    value: `${id}_${value}`,
    settingValueTemplateReference: valueReference(references?.value ?? null),
    children,
  },
})

const simple = (id: string, kind: 'Integer' | 'String', value: string | number) => ({
  '@odata.type': `${ODATA}SimpleSettingInstance`,
  settingDefinitionId: id,
  settingInstanceTemplateReference: null,
  simpleSettingValue: { '@odata.type': `${ODATA}${kind}SettingValue`, value, settingValueTemplateReference: null },
})

const below = (profile: Profile, settings: ProfileSettings): object[] => {
  const id = (name: string): string => `${STORE}_${profile}profile_${name}`
  const choices = (Object.keys(PROFILE_CHOICES) as ProfileField[]).flatMap((field) => {
    const { name, words } = PROFILE_CHOICES[field]
    const word = settings[field] === null ? undefined : words[String(settings[field])]
    return word === undefined ? [] : [choice(id(name), word)]
  })
  return [
    ...choices,
    ...(settings.logSize === null ? [] : [simple(id(LOG_SIZE), 'Integer', settings.logSize)]),
    ...(settings.logFile === null ? [] : [simple(id(LOG_FILE), 'String', settings.logFile)]),
  ]
}

/** A policy of the settings catalog with the settings of profiles; null where there is nothing that it could say. */
export const writeProfilePolicy = (
  head: PolicyHead,
  profiles: readonly Profile[],
  settings: ProfileSettings | null,
): Uint8Array | null => {
  if (settings === null || settings.enabled === null) return null
  const { enabled } = settings
  return policyBody(
    head,
    SETTINGS_TEMPLATE,
    PROFILES.filter((profile) => profiles.includes(profile)).map((profile) =>
      choice(
        `${STORE}_${profile}profile_enablefirewall`,
        String(enabled),
        PROFILE_SWITCH[profile],
        enabled ? below(profile, settings) : [],
      ),
    ),
  )
}
