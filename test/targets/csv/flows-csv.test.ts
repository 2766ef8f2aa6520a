// SPDX-License-Identifier: MIT
import test from 'ava'
import { flowsCsv } from '../../../src/targets/csv/flows-csv.ts'
import { compiled } from '../../support/compile.ts'

const estate = (own: string, firewall: string): string => `
name: test
product: cmcb
sites: { S: { type: primary } }
hosts:
  cm.x.test: { addresses: [10.0.0.2], site: S, os: windows-server-2022, roles: [site-server] }
  dp.x.test: { addresses: [10.0.0.3], site: S, os: windows-server-2022, roles: [distribution-point]${own} }
  dq.x.test: { addresses: [10.0.0.4], site: S, os: windows-server-2022, roles: [distribution-point] }
${firewall}
`
/** Ports and receivers of a flow, one line each. */
const lines = async (text: string, id: string): Promise<readonly string[]> => {
  const result = await compiled(text)
  return new TextDecoder()
    .decode(flowsCsv(result))
    .split('\r\n')
    .map((line) => line.split(','))
    .filter((cells) => cells[0] === id)
    .map((cells) => `${cells[3]} ${cells[6]} ${cells[7]}`)
}
const RPC = 'cmcb/site-server/distribution-point/rpc@S'

test('where dynamic RPC is restricted, the list of flows names the range', async (t) => {
  t.deepEqual(await lines(estate('', 'firewall: { rpc: { ports: [50000-50199, 51000-51199] } }'), RPC), [
    '50000-50199 51000-51199 dp.x.test dq.x.test 10.0.0.3-10.0.0.4',
  ])
})

test('each range is a line of its own, and who has none keeps the word', async (t) => {
  t.deepEqual(await lines(estate(', firewall: { rpc: { ports: 50000-50199 } }', ''), RPC), [
    '50000-50199 dp.x.test 10.0.0.3',
    'dynamic dq.x.test 10.0.0.4',
  ])
  t.deepEqual(await lines(estate('', ''), RPC), ['dynamic dp.x.test dq.x.test 10.0.0.3-10.0.0.4'])
})
