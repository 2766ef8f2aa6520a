// SPDX-License-Identifier: MIT
import type { Noise } from './traffic.ts'

/** What was counted and not listed, as it stands behind a number. */
export const NOISE_WORDS: Readonly<Record<Noise, string>> = {
  loopback: 'of a computer with itself over loopback',
  own: 'of a computer with itself',
  unspecified: 'from or to no address (0.0.0.0, ::), as before a computer has one',
  'link-local': 'between link-local addresses, which no flow can name',
  multicast: 'multicast',
  broadcast: 'broadcast',
  late: 'late packets of TCP connections that had ended',
  answer: 'late answers over UDP',
  stealth: 'dropped where nobody listens, as the log says (stealth mode)',
  'no-listener': 'dropped at a port where nobody listens, as a list of the same computer says',
  'other-icmp': 'ICMP other than echo requests',
  'other-protocol': 'of other protocols than TCP, UDP and ICMP',
  elsewhere: 'between computers that the estate does not know, in the log of a network',
}
