// SPDX-License-Identifier: MIT
import { formatPorts, parsePorts } from '../../formats/port/port-set.ts'
import type { End, PolicyTest } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path } from '../problem.ts'
import { type EndNames, resolveEnd } from './resolve-ends.ts'

const SENTENCE = /^\s*(\S.*?)\s+->\s+(\S.*?)\s+(\S+?)(?:\s+except\s+\[([^\]]*)\])?\s*$/s
const PACKET = /^(?:(.+)\/(tcp|udp)|icmp)$/i

/** A name as the rest of the program knows it: hosts in lower case. */
const nameOf = (end: End | 'site' | null, word: string): string =>
  end !== 'site' && end?.kind === 'host' ? end.name : word

const readTest = (text: string, path: Path, ends: EndNames): Omit<PolicyTest, 'expect' | 'path'> | null => {
  const { report } = ends.context
  const [, from, to, packet, others] = SENTENCE.exec(text) ?? []
  if (from === undefined || to === undefined || packet === undefined) {
    report(
      'invalid-test',
      { reason: 'it is not FROM -> TO PORT/PROTOCOL, with `except [A, B]` behind it or not' },
      path,
    )
    return null
  }
  const [match, port, transport] = PACKET.exec(packet) ?? []
  const ports = port === undefined ? null : parsePorts(port)
  if (match === undefined || (port !== undefined && (ports === null || ports.first === 0))) {
    report(
      'invalid-test',
      { reason: 'after the names stands a port with its protocol, such as 443/tcp, or icmp' },
      path,
    )
    return null
  }
  const protocol = transport === undefined ? 'icmp' : transport.toLowerCase() === 'udp' ? 'udp' : 'tcp'
  const end = (word: string): string => nameOf(resolveEnd(word, path, ends, 'sites too'), word)
  return {
    from: end(from),
    to: end(to),
    except: (others ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .map(end),
    port: ports === null ? null : formatPorts(ports),
    protocol,
  }
}

/** The user's own policy tests. */
export const resolveTests = (tests: EstateFile['tests'], ends: EndNames): readonly PolicyTest[] => {
  const { report } = ends.context
  return (tests ?? []).flatMap((entry, index) => {
    const path = ['tests', index]
    if ((entry.allow === undefined) === (entry.deny === undefined)) {
      report('invalid-test', { reason: 'it says either `allow` or `deny`' }, path)
      return []
    }
    const expect = entry.allow === undefined ? 'deny' : 'allow'
    const test = readTest(entry.allow ?? entry.deny ?? '', [...path, expect], ends)
    return test === null ? [] : [{ expect, ...test, path }]
  })
}
