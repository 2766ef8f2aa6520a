// SPDX-License-Identifier: MIT
import { cmd } from '../src/formats/cmd/cmd.ts'
import { powershell } from '../src/formats/powershell/powershell.ts'
import type { Language } from '../src/formats/template/language.ts'
import { htmlLanguage } from '../src/preview/page/html-language.ts'
import { configurationLanguage } from '../src/targets/dsc/configuration-language.ts'

/** The language of the templates in each folder of `templates`. */
export const TEMPLATE_LANGUAGES: Readonly<Record<string, Language>> = {
  ansible: powershell,
  dsc: configurationLanguage,
  export: powershell,
  gpo: powershell,
  module: powershell,
  netsh: cmd,
  powershell,
  preview: htmlLanguage,
  rpc: powershell,
  servers: powershell,
  sql: powershell,
  baseline: powershell,
  intune: powershell,
  wfp: powershell,
}
