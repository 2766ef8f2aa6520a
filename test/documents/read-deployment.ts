// SPDX-License-Identifier: MIT
import type { InstallationMethod, PrintedLink } from './printed-row.ts'

/** Nouns of document 004, as its rows inflect them. */
const roles: Readonly<Record<string, string>> = {
  Client: 'client',
  Clientcomputer: 'client',
  Fallbackstatuspunkt: 'fallback-status-point',
  Netzwerkfreigabe: 'file-share',
  Quellserver: 'source-server',
  Serverlocatorpunkt: 'server-locator-point',
  Softwareupdatepunkt: 'software-update-point',
  Standortserver: 'site-server',
  Verteilungspunkt: 'distribution-point',
  Verwaltungspunkt: 'management-point',
}

const methodWords: ReadonlyArray<readonly [string, InstallationMethod]> = [
  ['Clientpushinstallation', 'push'],
  ['Softwareupdatepunkt', 'software-update-point'],
  ['gruppenrichtlinienbasiert', 'group-policy'],
  ['manuellen Installation', 'manual'],
  ['anmeldeskriptbasiert', 'logon-script'],
  ['softwareverteilungsbasiert', 'software-distribution'],
]

const oneWay = /\bvom (\p{L}+) zu(?:m| einem) (\p{L}+)/u
const between = /\bzwischen (?:dem )?(\p{L}+) und (?:dem |einer )?(\p{L}+)/u

/** Reads the link from the first paragraph of a description, as the headings of 004 name none. */
export function readDeploymentLink(description: string): PrintedLink {
  const directed = oneWay.exec(description)
  const [, from, to] = directed ?? between.exec(description) ?? []
  return { from: readRole(from, description), to: readRole(to, description), arrow: directed ? 'initiates' : null }
}

function readRole(noun: string | undefined, description: string): string {
  const role = roles[noun ?? '']
  if (role === undefined) throw new Error(`No role "${noun}" in "${description}"`)
  return role
}

export function readMethods(heading: string): InstallationMethod[] {
  const all = heading.includes('alle Installationsmethoden')
  const methods = methodWords.filter(([word]) => all || heading.includes(word)).map(([, method]) => method)
  if (methods.length === 0) throw new Error(`No installation method in "${heading}"`)
  return methods
}

export function readMode(description: string): 'mixed' | 'native' | undefined {
  if (description.includes('im gemischten Modus')) return 'mixed'
  if (description.includes('im einheitlichen Modus')) return 'native'
  return undefined
}
