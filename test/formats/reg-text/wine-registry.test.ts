// SPDX-License-Identifier: MIT
import test from 'ava'
import { regExportSteps } from '../../../src/formats/firewall-store/read-reg-export.ts'
import { parseRegText } from '../../../src/formats/reg-text/parse-reg-text.ts'
import { writeRegFile } from '../../../src/formats/reg-text/write-reg-file.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import { atTheEnd } from '../../../src/formats/rule/rule-steps.ts'
import { decodeText } from '../../../src/formats/text/decode-text.ts'
import { withWine } from './wine.ts'

const readRegExport = (bytes: Uint8Array) => atTheEnd(regExportSteps(bytes))

const RPC = 'HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet'
const RANGE: readonly RegistryValue[] = [
  { key: RPC, name: 'Ports', type: 'REG_MULTI_SZ', data: ['50000-50199', '6000'] },
  { key: RPC, name: 'PortsInternetAvailable', type: 'REG_SZ', data: 'Y' },
  { key: RPC, name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
]
const ODD = 'HKLM\\SOFTWARE\\Portwright'
const VALUES: readonly RegistryValue[] = [
  { key: ODD, name: 'quo"te\\slash', type: 'REG_SZ', data: 'C:\\a "b"\\c' },
  { key: ODD, name: 'größe 値', type: 'REG_SZ', data: 'größe 値 %PATH%' },
  { key: ODD, name: 'lines', type: 'REG_SZ', data: 'one\r\ntwo' },
  { key: ODD, name: 'expand', type: 'REG_EXPAND_SZ', data: '%SystemRoot%\\system32' },
  { key: ODD, name: 'binary', type: 'REG_BINARY', data: '00ff'.repeat(60) },
  { key: ODD, name: 'number', type: 'REG_DWORD', data: 4_294_967_295 },
  { key: ODD, name: 'long', type: 'REG_QWORD', data: 4_294_967_296 },
  { key: ODD, name: 'list', type: 'REG_MULTI_SZ', data: ['a', 'b c'] },
]

test('reg.exe of wine imports a .reg file, and gives back what was in it', (t) => {
  t.timeout(240_000)
  withWine(t, (wine) => {
    const range = wine.writeFile('RpcPortRange.reg', writeRegFile(RANGE))
    t.is(wine.run('reg', 'import', range).status, 0)
    const query = wine.run('reg', 'query', RPC)
    t.is(query.status, 0)
    t.deepEqual(
      query.output.split('\r\n').filter((line) => line.startsWith('    ')),
      [
        '    Ports    REG_MULTI_SZ    50000-50199\\06000',
        '    PortsInternetAvailable    REG_SZ    Y',
        '    UseInternetPorts    REG_SZ    Y',
      ],
    )
    t.is(wine.run('reg', 'export', RPC, range.replace('RpcPortRange', 'out'), '/y').status, 0)
    const read = readRegExport(wine.readFile('out.reg'))
    t.deepEqual(read.losses, [])
    t.deepEqual(
      read.registry.map((value) => ({ ...value, key: RPC })),
      RANGE,
    )
    const odd = writeRegFile(VALUES)
    t.is(wine.run('reg', 'import', wine.writeFile('odd.reg', odd)).status, 0)
    t.is(wine.run('reg', 'export', ODD, range.replace('RpcPortRange', 'odd-out'), '/y').status, 0)
    const byName = (bytes: Uint8Array) =>
      Object.fromEntries(
        parseRegText(decodeText(bytes))
          .entries.flatMap(({ values }) => values)
          .map(({ name, data }) => [name, [data?.type, Buffer.from(data?.bytes ?? []).toString('hex')]]),
      )
    const { lines: own, ...others } = byName(odd)
    const { lines: wines, ...exported } = byName(wine.readFile('odd-out.reg'))
    t.deepEqual(exported, others)
    // wine writes a line break in a string as "\r\n", which Registry Editor does not.
    t.is(Buffer.from(String(own?.[1]), 'hex').toString('utf16le'), 'one\r\ntwo\0')
    t.is(Buffer.from(String(wines?.[1]), 'hex').toString('utf16le'), 'one\\r\\ntwo\0')
  })
})
