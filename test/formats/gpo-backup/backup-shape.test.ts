// SPDX-License-Identifier: MIT
import test from 'ava'
import defaults from '../../../gpo/backup-defaults.json' with { type: 'json' }
import { extensionGuids } from '../../../src/formats/gpo-backup/extension-guids.ts'
import { writeBackupInfo, writeManifest } from '../../../src/formats/gpo-backup/write-backup-info.ts'
import { backupTextReason, writeGpoBackup } from '../../../src/formats/gpo-backup/write-gpo-backup.ts'
import { toPolRecord } from '../../../src/formats/registry-pol/convert-registry-value.ts'
import { corpusFiles } from '../../support/corpus.ts'
import { RPC_VALUES, sampleBackup, textOf } from './sample-backup.ts'

const FIREWALL = '[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{B05566AC-FE9C-4368-BE01-7A4CBB6CBA11}]'

test('a backup is the tree that Backup-GPO makes', (t) => {
  const paths = writeGpoBackup(sampleBackup()).map(({ path }) => path)
  const id = sampleBackup().id
  t.deepEqual(paths, [
    `${id}/DomainSysvol/GPO/Machine/registry.pol`,
    `${id}/Backup.xml`,
    `${id}/bkupInfo.xml`,
    `${id}/gpreport.xml`,
  ])
  t.deepEqual(
    writeGpoBackup(sampleBackup({ preferences: RPC_VALUES, gpoComment: 'Words' })).map(({ path }) =>
      path.slice(id.length),
    ),
    [
      '/DomainSysvol/GPO/Machine/registry.pol',
      '/DomainSysvol/GPO/Machine/Preferences/Registry/Registry.xml',
      '/DomainSysvol/GPO/GPO.cmt',
      '/Backup.xml',
      '/bkupInfo.xml',
      '/gpreport.xml',
    ],
  )
})

test('encodings and line ends are those of Windows', (t) => {
  const files = writeGpoBackup(sampleBackup({ preferences: RPC_VALUES, gpoComment: 'Ü' }))
  const info = textOf(files, 'bkupInfo.xml')
  t.regex(info, /^<BackupInst [^\r\n]*\r\n$/)
  const backup = textOf(files, 'Backup.xml')
  t.true(
    backup.startsWith(
      '<?xml version="1.0" encoding="utf-8"?><!-- Copyright (c) Microsoft Corporation.  All rights reserved. -->',
    ),
  )
  t.true(backup.endsWith('\r\n</GroupPolicyBackupScheme>'))
  const report = textOf(files, 'gpreport.xml')
  t.true(report.startsWith('\ufeff<?xml version="1.0" encoding="utf-16"?>\r\n<GPO xmlns:xsd='))
  t.true(report.endsWith('\r\n</GPO>'))
  for (const text of [backup, report]) t.false(/[^\r]\n|\r[^\n]/.test(text), 'every line ends in CRLF')
  t.is(textOf(files, 'GPO.cmt'), 'Ü')
  t.regex(new TextDecoder().decode(writeManifest([sampleBackup()])), /^<Backups [^\r\n]*<\/Backups>$/)
})

test('Backup.xml has the lines of the one that Windows made for a firewall policy', (t) => {
  const files = corpusFiles(t, 'gpo/nsacyber', /^Backup\.xml$/)
  if (files === null) return
  // What differs is what the domain says of itself, and what else the editor left in its folders.
  const shape = (text: string): readonly string[] =>
    text
      .replace(/<SecurityGroups>.*<\/SecurityGroups>/, '<SecurityGroups/>')
      .replace(/<SecurityDescriptor>[0-9a-f ]+</, '<SecurityDescriptor><')
      .replace(/(<(Options|UserVersionNumber|MachineVersionNumber)><!\[CDATA\[)\d+/g, '$1')
      .replace(/<GroupPolicyExtension bkp:ID="\{F15C46CD.*<\/GroupPolicyExtension>/, '')
      .replace(/<!\[CDATA\[\{[-0-9A-F]{36}\}\]\]>/g, '<![CDATA[ID]]>')
      .replace(/(<(Domain|DisplayName)><!\[CDATA\[)[^\]]*/g, '$1')
      .replace(/\\\\[^\\]+\\sysvol\\[^\\]+\\Policies\\[^\\]+/g, 'SYSVOL')
      .split('\r\n')
  const real = new TextDecoder().decode(files[0]?.bytes)
  t.deepEqual(shape(textOf(writeGpoBackup(sampleBackup()), 'Backup.xml')), shape(real))
})

test('bkupInfo.xml and manifest.xml have the elements that Windows writes', (t) => {
  const infos = corpusFiles(t, 'gpo', /^bkupinfo\.xml$/i)
  const manifests = infos === null ? null : corpusFiles(t, 'gpo', /^manifest\.xml$/)
  if (infos === null || manifests === null) return
  const shape = (bytes: Uint8Array | undefined): string =>
    new TextDecoder()
      .decode(bytes)
      .replace(/<!\[CDATA\[.*?\]\]>/g, '')
      .trim()
  for (const { bytes, path } of infos) t.is(shape(bytes), shape(writeBackupInfo(sampleBackup())), path)
  for (const { bytes, path } of manifests) t.is(shape(bytes), shape(writeManifest([sampleBackup()])), path)
})

test('ids are in upper case, that of the domain in lower case, and the ids of backup and policy differ', (t) => {
  const info = textOf(writeGpoBackup(sampleBackup()), 'bkupInfo.xml')
  const value = (name: string): string => new RegExp(`<${name}><!\\[CDATA\\[(.*?)\\]\\]>`).exec(info)?.[1] ?? ''
  t.is(value('ID'), sampleBackup().id)
  t.is(value('GPOGuid'), sampleBackup().gpoId)
  t.regex(value('GPODomainGuid'), /^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/)
  t.is(value('Comment'), '')
  t.is(value('BackupTime'), defaults.time)
})

test('extensions are listed in ascending order with what the backup holds', (t) => {
  const { records } = sampleBackup()
  const rpc = RPC_VALUES.map(toPolRecord)
  t.is(extensionGuids({ records: [], preferences: [] }), '')
  t.is(extensionGuids({ records, preferences: [] }), FIREWALL)
  t.is(
    extensionGuids({ records: [...rpc, ...records], preferences: [] }),
    FIREWALL.replace(']', '{D02B1F72-3407-48AE-BA88-E8213C6761F1}]'),
  )
  t.is(
    extensionGuids({ records, preferences: RPC_VALUES }),
    `[{00000000-0000-0000-0000-000000000000}{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}]${FIREWALL}` +
      '[{B087BE9D-ED37-454F-AF9C-04291E351182}{BEE07A6A-EC9F-4659-B8C9-0B1937907C83}]',
  )
  t.true(textOf(writeGpoBackup(sampleBackup()), 'Backup.xml').includes(`<![CDATA[${FIREWALL}]]>`))
})

test('every location that Backup.xml names is a file or a folder of the backup', (t) => {
  const files = writeGpoBackup(sampleBackup({ preferences: RPC_VALUES, gpoComment: 'Words' }))
  const locations = [...textOf(files, 'Backup.xml').matchAll(/bkp:Location="([^"]*)"/g)].map((match) =>
    (match[1] as string).replaceAll('\\', '/'),
  )
  t.is(locations.length, 5)
  const root = `${sampleBackup().id}/`
  for (const location of locations)
    t.true(
      files.some(({ path }) => path === root + location || path.startsWith(`${root}${location}/`)),
      location,
    )
})

test('the security descriptor is well-formed and states what the SDDL states', (t) => {
  const bytes = Buffer.from(defaults.securityDescriptor.replaceAll(' ', ''), 'hex')
  t.regex(defaults.securityDescriptor, /^[0-9a-f]{2}( [0-9a-f]{2})*$/)
  t.is(bytes.readUInt16LE(2), 0x9c04)
  t.is(bytes.readUInt32LE(16), 20)
  t.is(bytes.readUInt16LE(22), bytes.length - 20)
  const count = bytes.readUInt16LE(24)
  t.is(count, defaults.sddl.split('(').length - 1)
  let at = 28
  for (let i = 0; i < count; i++) at += bytes.readUInt16LE(at + 2)
  t.is(at, bytes.length)
})

test('names stand in CDATA sections: the end of one is split, markup is text', (t) => {
  const name = 'a]]>b <c> & <?empty-cdata?> ]]]]>>'
  const files = writeGpoBackup(sampleBackup({ name, comment: ']]>' }))
  t.true(textOf(files, 'bkupInfo.xml').includes('a]]]]><![CDATA[>b <c> & <?empty-cdata?> ]]]]]]><![CDATA[>>]]>'))
  t.true(
    textOf(files, 'gpreport.xml').includes('<Name>a]]&gt;b &lt;c&gt; &amp; &lt;?empty-cdata?&gt; ]]]]&gt;&gt;</Name>'),
  )
})

test('names that XML cannot hold are refused', (t) => {
  for (const text of ['a\0', 'a\nb', '\t', '\ud800', '\uffff'])
    t.not(backupTextReason(text), null, JSON.stringify(text))
  t.is(backupTextReason('Ω 😀 ]]>'), null)
  t.throws(() => writeGpoBackup(sampleBackup({ name: 'a\u0001' })), { instanceOf: TypeError })
})

test('the same backup gives the same bytes', (t) => {
  const backup = sampleBackup({ preferences: RPC_VALUES })
  t.deepEqual(writeGpoBackup(backup), writeGpoBackup(backup))
})
