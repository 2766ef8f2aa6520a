// SPDX-License-Identifier: MIT
import test from 'ava'
import type { BackupFile } from '../../../src/formats/gpo-backup/gpo-backup.ts'
import { writeGpoBackup } from '../../../src/formats/gpo-backup/write-gpo-backup.ts'
import { isUnder } from '../../../src/formats/registry-pol/firewall-keys.ts'
import type { PolRecord } from '../../../src/formats/registry-pol/pol-record.ts'
import { readRegistryPol } from '../../../src/formats/registry-pol/read-registry-pol.ts'
import { readXml } from '../../../src/formats/xml/read-xml.ts'
import type { XmlElement } from '../../../src/formats/xml/xml-element.ts'
import { corpusFiles } from '../../support/corpus.ts'
import { RPC_VALUES, sampleBackup } from './sample-backup.ts'

const FIREWALL = 'http://www.microsoft.com/GroupPolicy/Settings/WindowsFirewall'

type Tree = readonly [name: string, text: string, children: readonly Tree[]]

const tree = (element: XmlElement): Tree => [
  `${element.namespace} ${element.name}`,
  element.children.length === 0 ? element.text : '',
  element.children.map(tree),
]

const find = (element: XmlElement, wanted: (element: XmlElement) => boolean): readonly XmlElement[] =>
  wanted(element) ? [element] : element.children.flatMap((child) => find(child, wanted))

const root = (bytes: Uint8Array): XmlElement => {
  const result = readXml(bytes)
  if ('reason' in result) throw new Error(result.reason)
  return result.root
}

const firewallExtension = (bytes: Uint8Array): XmlElement | undefined =>
  find(root(bytes), ({ name, children }) => name === 'Extension' && children.some((c) => c.namespace === FIREWALL))[0]

const ourReport = (records: readonly PolRecord[]): Uint8Array =>
  (writeGpoBackup(sampleBackup({ records })).find(({ path }) => path.endsWith('gpreport.xml')) as BackupFile).bytes

test('the firewall part of a report is, element by element, the one that Windows wrote for the same registry.pol', (t) => {
  const reports = corpusFiles(t, 'gpo', /^gpreport\.xml$/)
  if (reports === null) return
  const policies = new Map(corpusFiles(t, 'gpo', /^registry\.pol$/)?.map((file) => [file.path, file.bytes]))
  let compared = 0
  for (const { path, bytes } of reports) {
    const real = firewallExtension(bytes)
    const policy = policies.get(path.replace('gpreport.xml', 'DomainSysvol/GPO/Machine/registry.pol'))
    // Windows shows no firewall section where the backup does not list the registry extension.
    if (real === undefined || policy === undefined) continue
    const { records } = readRegistryPol(policy)
    const ours = firewallExtension(
      ourReport(records.filter(({ key }) => isUnder(key, 'Software\\Policies\\Microsoft\\WindowsFirewall'))),
    )
    t.deepEqual(ours === undefined ? null : tree(ours), tree(real), path)
    compared++
  }
  t.log(`${compared} reports are equal`)
  t.true(compared >= 7)
})

test('the head of a report has the elements of the one that Windows wrote, but for owner and link', (t) => {
  const reports = corpusFiles(t, 'gpo/nsacyber', /^gpreport\.xml$/)
  if (reports === null) return
  const head = (element: XmlElement): readonly string[] => element.children.map(({ name }) => name)
  const real = root(reports[0]?.bytes as Uint8Array)
  const ours = root(ourReport(sampleBackup().records))
  t.deepEqual(head(ours), head(real))
  const security = (element: XmlElement) =>
    head(element.children.find(({ name }) => name === 'SecurityDescriptor') as XmlElement)
  t.deepEqual(
    security(ours),
    security(real).filter((name) => name !== 'Owner' && name !== 'Group'),
  )
})

test('RPC values are shown as registry settings, those of preferences as Windows Registry', (t) => {
  const names = (bytes: Uint8Array): readonly string[] =>
    find(root(bytes), ({ name }) => name === 'ExtensionData').map(
      (data) => data.children.find(({ name }) => name === 'Name')?.text ?? '',
    )
  const files = writeGpoBackup(sampleBackup({ preferences: RPC_VALUES }))
  t.deepEqual(names(files.find(({ path }) => path.endsWith('gpreport.xml'))?.bytes as Uint8Array), [
    'Windows Registry',
    'Windows Firewall',
  ])
})
