// SPDX-License-Identifier: MIT
import test from 'ava'
import type { LogKind } from '../../src/formats/traffic-log/log-kind.ts'
import { unpack } from '../../src/formats/traffic-log/unpack.ts'
import { type ReadLog, readLog } from '../../src/traffic/read-log.ts'
import type { TrafficCounter } from '../../src/traffic/traffic-counter.ts'
import { compiled, estateOf } from '../support/compile.ts'
import { samples } from '../support/samples.ts'
import { byteSource, counterFor } from '../support/traffic/count-logs.ts'
import {
  connectionCsvText,
  eventCsvText,
  eventXmlText,
  type Happened,
  netstatText,
  nxlogText,
  pfirewallText,
  zeekTsvText,
} from '../support/traffic/log-texts.ts'
import { dice, randomCalls, randomEstate } from '../support/traffic/random-world.ts'

const TURNED =
  'date time action protocol dst-ip src-ip dst-port src-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path'

/** Logs of which the one before says something that is wrong of the next: columns, a computer, who listens. */
const LOGS: readonly (readonly [LogKind, (calls: readonly Happened[]) => string])[] = [
  ['pfirewall', pfirewallText],
  ['pfirewall', (calls) => pfirewallText(calls, TURNED)],
  ['pfirewall', (calls) => pfirewallText(calls, undefined, false)],
  ['event-xml', (calls) => eventXmlText(calls, false)],
  ['event-csv', eventCsvText],
  ['event-json', nxlogText],
  ['zeek-tsv', zeekTsvText],
  ['netstat', (calls) => netstatText(calls, [443, 135])],
  ['netstat', (calls) => netstatText(calls, [])],
  ['connection-csv', (calls) => connectionCsvText(calls, [9000])],
  ['connection-csv', (calls) => connectionCsvText(calls, [], ';')],
]

interface Log {
  readonly kind: LogKind
  readonly text: string
}

const readOne = async (counter: TrafficCounter, { kind, text }: Log): Promise<ReadLog> =>
  readLog('log', kind, unpack(byteSource(Buffer.from(text))), counter)

test('what is said of a file does not hang on those before it', async (t) => {
  const roll = dice(20_261_202)
  let others = 0
  for (let count = 0; count < samples(16); count++) {
    const text = randomEstate(roll)
    const result = { estate: await estateOf(text), compiled: await compiled(text) }
    const hosts = result.compiled.parties.filter(({ kind }) => kind === 'host')
    const host = hosts[roll(hosts.length)]?.name
    const options = {
      ...(roll(2) === 0 && host !== undefined && { host }),
      ...(roll(3) === 0 && { since: 1_768_000_000 }),
    }
    // Each conversation stands in one file; a ping has no port that tells it from others.
    const calls = randomCalls(roll, 700).filter(({ protocol }) => protocol === 'tcp')
    const logs = Array.from({ length: 8 }, (_, index): Log => {
      const [kind, textOf] = LOGS[roll(LOGS.length)] as (typeof LOGS)[number]
      return { kind, text: textOf(calls.slice(index * 40, (index + 1) * 40)) }
    })
    const counter = counterFor(result, options)
    for (const [index, log] of logs.entries()) {
      const alone = await readOne(counterFor(result, options), log)
      if (alone.another !== null) others++
      t.true(alone.file.lines > 0)
      t.deepEqual(await readOne(counter, log), alone, `${count} ${index} ${log.kind} ${JSON.stringify(options)}`)
    }
  }
  t.true(others > 0)
})
