// SPDX-License-Identifier: MIT
import { yamlText } from '../../formats/yaml/yaml-text.ts'
import { afterBackslash, bareHost, beforeBackslash, isHostName } from './host-names.ts'
import type { LiveRole } from './live-estate.ts'
import { columnOf, distinct, type LiveRow, propertyPorts, propertyTexts } from './live-row.ts'
import type { SiteFacts } from './site-facts.ts'

/** The SQL Server of a site, as its definition has it. */
export interface SiteSql {
  readonly host: string
  readonly instance: string
  readonly parameters: LiveRole['parameters']
  /** Hosts of an availability group; empty where there is none. */
  readonly replicas: readonly string[]
  /** Whether the host is the listener’s name, which the replicas serve. */
  readonly isListener: boolean
  readonly notes: readonly string[]
}

const INSTANCE = /^[A-Za-z_][A-Za-z0-9_$#-]{0,62}$/

const USUAL_PORT = 1433
const USUAL_BROKER = 4022
const MIRRORING = 5022

export const realInstance = (text: string): string => (text.toUpperCase() === 'MSSQLSERVER' ? '' : text)

export const portText = (ports: readonly number[]): string =>
  ports.length === 1 ? String(ports[0]) : `[${ports.join(', ')}]`

/** `servers` are the hosts of the site with a row `SMS SQL Server`. Null where the definition names no SQL Server. */
export const siteSql = (
  { definitions }: SiteFacts,
  servers: readonly string[],
  nameHost: (name: string) => string,
): SiteSql | null => {
  const written = propertyTexts(definitions, 'SQLServerFQDN')[0] ?? columnTexts(definitions, 'SQLServerName')[0] ?? ''
  const host = nameHost(bareHost(written))
  if (!isHostName(host)) return null
  const notes: string[] = []
  const named = [...columnTexts(definitions, 'SQLDatabaseName').map(beforeBackslash), ...[written].map(afterBackslash)]
  let instance = realInstance(distinct(named)[0] ?? '')
  const primary = propertyTexts(definitions, 'SQLAGPrimaryReplica')
    .map((text) => nameHost(bareHost(text)))
    .filter(isHostName)
  // The mirroring endpoint of a replica is not readable: it has its usual port here, and nothing else has that too.
  const isFree = (port: number): boolean => primary.length === 0 || port !== MIRRORING
  const listed = propertyPorts(definitions, 'SQLServicePort').filter(isFree)
  const listens = listed.length > 0 ? listed : [USUAL_PORT]
  const broker = propertyPorts(definitions, 'SSBPort').filter((port) => isFree(port) && !listens.includes(port))
  const ports = broker.length > 0 ? listed : listed.filter((port) => port !== USUAL_BROKER)
  if (ports.length === 0)
    notes.push('not readable: port of the site database: the definition has no SQLServicePort of its own')
  if (broker.length === 0)
    notes.push('not readable: serviceBroker of the site database: the definition has no SSBPort of its own')
  if (instance !== '' && (ports.length === 0 || !INSTANCE.test(instance))) {
    notes.push(
      `not imported: instance ${instance}: ${ports.length === 0 ? 'a named instance needs its static port' : 'it is no name of an instance'}`,
    )
    instance = ''
  }
  const parameters: (readonly [string, string])[] = []
  if (instance !== '') parameters.push(['instance', yamlText(instance)])
  if (ports.length > 0) parameters.push(['port', portText(ports)])
  if (broker.length > 0) parameters.push(['serviceBroker', portText(broker)])
  const replicas = primary.length === 0 ? [] : distinct([...primary, ...servers])
  const isListener = replicas.length > 0 && !primary.includes(host)
  if (isListener && replicas.filter((one) => one !== host).length < 2)
    notes.push('not readable: the other replicas of the availability group')
  return {
    host,
    instance,
    parameters,
    replicas: isListener ? replicas.filter((one) => one !== host) : replicas,
    isListener,
    notes,
  }
}

const columnTexts = (rows: readonly LiveRow[], name: string): readonly string[] =>
  distinct(rows.map((row) => columnOf(row, name)))
