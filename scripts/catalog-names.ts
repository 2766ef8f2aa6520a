// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

const CATALOG = new URL('../policies/catalog/', import.meta.url)
const idsOf = (file: string): readonly string[] => Object.keys(parse(readFileSync(new URL(file, CATALOG), 'utf8')))

/** Ids of roles and parameters; features and notes are not decided by either, but their words are too ordinary to look for. */
const NAMES: ReadonlySet<string> = new Set([...idsOf('roles.yaml'), ...idsOf('parameters.yaml')])

/** Rooms of src/ that know roles by what the catalogue says of them alone. */
const ROOMS = ['flows', 'estate', 'rules', 'preview', 'compile', 'analysis', 'units', 'targets']

/** Words that are something else here. */
const ORDINARY: Readonly<Record<string, readonly string[]>> = {
  // The proxy of a host.
  'estate/resolve/resolve-hosts.ts': ['proxy'],
  'estate/resolve/resolve-proxy.ts': ['proxy'],
  // A client group on the internet, or its addresses.
  'analysis/find-side.ts': ['internet'],
  'estate/estate.ts': ['internet'],
  'estate/schema/client-schema.ts': ['internet'],
  'preview/page/warning-section.ts': ['internet'],
  // Windows for clients.
  'estate/operating-systems.ts': ['client'],
  // An endpoint of SQL Server.
  'units/sql/sql-input.ts': ['mirroring'],
  // A target of this name, for that service.
  'targets/target-names.ts': ['intune'],
  'targets/intune/target.ts': ['intune'],
  // The side of a preview.
  'preview/page/install-section.ts': ['client'],
}

/** A kind of role is no role, and a membership is none. */
const LITERAL = /(?<!\b(?:kind|membership)\??(?::| ===| !==) )(['"`])([A-Za-z0-9-]+)\1/g
const COMMENT = /^\s*(?:\/\/|\*|\/\*)/
const ENTRY = /(['"`])(cm(?:2007|2012|cb)\/[^'"`]*)\1/g

/** Names of roles and parameters, and ids of rows, that a file of these rooms writes. `file` is below src/. */
export const catalogNames = (file: string, text: string): readonly string[] => {
  if (!ROOMS.includes(file.split('/')[0] ?? '')) return []
  const lines = text.split('\n').filter((line) => !COMMENT.test(line))
  const words = lines.flatMap((line) => [...line.matchAll(LITERAL)].map((match) => match[2] ?? ''))
  const entries = lines.flatMap((line) => [...line.matchAll(ENTRY)].map((match) => match[2] ?? ''))
  return [...words.filter((word) => NAMES.has(word) && !ORDINARY[file]?.includes(word)), ...entries]
}
