// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder `templates` beside the package.json that this module belongs to, wherever a build has put the module. */
const folder = (start: string): string => {
  if (existsSync(join(start, 'package.json')) && existsSync(join(start, 'templates'))) return join(start, 'templates')
  const parent = dirname(start)
  if (parent === start) throw new Error('The folder "templates" of the package is missing.')
  return folder(parent)
}

/** Source of a template of the package: `gpo/Import-FirewallGpo.ps1`. */
export const loadTemplate = (name: string): string =>
  readFileSync(join(folder(import.meta.dirname), `${name}.hbs`), 'utf8').replaceAll('\r\n', '\n')
