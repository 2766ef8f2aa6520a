// SPDX-License-Identifier: MIT
import { create } from 'xmlbuilder2'
import { windowsXml } from '../xml/windows-xml.ts'
import type { ItemText } from './configuration-item.ts'

const FORMS = 'System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089'
const HEADERS: readonly (readonly [string, string])[] = [
  ['resmimetype', 'text/microsoft-resx'],
  ['version', '2.0'],
  ['reader', `System.Resources.ResXResourceReader, ${FORMS}`],
  ['writer', `System.Resources.ResXResourceWriter, ${FORMS}`],
]

/** The resources (`.resx`) beside a digest: every text of it that has an id, in one language. */
export const writeResources = (texts: readonly ItemText[]): Uint8Array => {
  const document = create({ version: '1.0', encoding: 'utf-8' })
  const root = document.ele('root')
  for (const [name, value] of HEADERS) root.ele('resheader', { name }).ele('value').txt(value)
  for (const { text, resource } of texts)
    if (resource !== null) root.ele('data', { name: resource, 'xml:space': 'preserve' }).ele('value').txt(text)
  return windowsXml(document)
}
