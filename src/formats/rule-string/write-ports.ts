// SPDX-License-Identifier: MIT
import { LOCAL_PORT_KEYWORDS, REMOTE_PORT_KEYWORDS } from './keywords.ts'
import { FIELD_VERSION, type SchemaVersion } from './schema-version.ts'

export interface PortFields {
  readonly text: string
  readonly version: SchemaVersion
}

const NO_PORTS: PortFields = { text: '', version: 0 }

/** Writes the ports of one side; Windows keeps their order and gives each a field of its own, ranges the 2.10 one. */
export const writePorts = (side: 'L' | 'R', ports: readonly string[]): PortFields => {
  if (ports.length === 0) return NO_PORTS
  const keywords = side === 'L' ? LOCAL_PORT_KEYWORDS : REMOTE_PORT_KEYWORDS
  let text = ''
  let version: SchemaVersion = 0
  for (const port of ports) {
    const tokens = keywords.get(port)
    if (tokens !== undefined) {
      for (const { key, token } of tokens) {
        text += `${key}=${token}|`
        version = Math.max(version, FIELD_VERSION[key] ?? 0)
      }
      continue
    }
    const dash = port.indexOf('-')
    if (dash < 0 || port.slice(0, dash) === port.slice(dash + 1))
      text += `${side}Port=${dash < 0 ? port : port.slice(0, dash)}|`
    else {
      text += `${side}Port2_10=${port}|`
      version = Math.max(version, FIELD_VERSION.LPort2_10 as SchemaVersion)
    }
  }
  return { text, version }
}
