// SPDX-License-Identifier: MIT
import type { ConfigurationBaseline, ConfigurationItem, ItemText } from './configuration-item.ts'

/** Every text of a digest that people see, in the order in which it stands there. */
export const itemTexts = (digest: ConfigurationItem | ConfigurationBaseline): readonly ItemText[] =>
  [digest, ...(digest.kind === 'item' ? [...digest.settings, ...digest.rules] : [])].flatMap(
    ({ title, description }) => [title, description],
  )
