// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { BackupFile } from '../../../src/formats/gpo-backup/gpo-backup.ts'
import { readGpoBackup } from '../../../src/formats/gpo-backup/read-gpo-backup.ts'
import { writeManifest } from '../../../src/formats/gpo-backup/write-backup-info.ts'
import { writeGpoBackup } from '../../../src/formats/gpo-backup/write-gpo-backup.ts'
import { corpusFiles } from '../../support/corpus.ts'
import { samples } from '../../support/samples.ts'
import { RPC_VALUES, sampleBackup } from './sample-backup.ts'

test('every backup of the corpus is read: those of Windows and those of LGPO.exe, with and without a manifest', (t) => {
  const files = corpusFiles(t, 'gpo', /./)
  if (files === null) return
  const backups = readGpoBackup(files)
  t.deepEqual(
    backups
      .map(({ id, rules, registry, preferences, losses }) => [
        id.slice(1, 9),
        rules.length,
        registry.length,
        preferences.length,
        losses.length,
      ])
      .sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
    [
      ['092A2924', 48, 10, 5, 0],
      ['3AD8D9F1', 0, 24, 0, 0],
      // Its registry.pol is there, and who would apply it is not listed.
      ['545BBCAB', 1, 1, 0, 1],
      ['6E953D9F', 1, 5, 0, 0],
      ['70CF3C23', 0, 15, 0, 0],
      ['8C00D844', 3, 4, 0, 0],
      ['9B70CFD6', 9, 44, 0, 0],
      ['A853B653', 1, 4, 0, 0],
      ['CAAA211F', 9, 44, 0, 0],
      ['FB5B4EEE', 0, 10, 0, 0],
      ['FCCE06F7', 0, 0, 0, 0],
    ],
  )
  for (const { id, statedId, gpoId, name, domain, extensionGuids } of backups) {
    t.true(gpoId !== null && name !== null && domain !== null && extensionGuids.startsWith('[{'), id)
    t.not(gpoId, id)
    t.is(statedId === id, name !== 'Local Policy Export', 'LGPO.exe states another id than its folder has')
  }
})

test('settings that no client would read, and listed ones that are missing, are told', (t) => {
  const files = writeGpoBackup(sampleBackup())
  const losses = (changed: readonly BackupFile[]) => readGpoBackup(changed)[0]?.losses.map(({ field }) => field)
  t.deepEqual(losses(files), [])
  const unlisted = files.map((file) =>
    file.path.endsWith('Backup.xml')
      ? {
          ...file,
          bytes: Buffer.from(
            Buffer.from(file.bytes)
              .toString('utf8')
              .replace(/\[\{35378EAC.*?\}\]/, ''),
          ),
        }
      : file,
  )
  t.deepEqual(losses(unlisted), ['MachineExtensionGuids'])
  t.deepEqual(losses(files.filter(({ path }) => !path.endsWith('registry.pol'))), [
    'domainsysvol/gpo/machine/registry.pol',
  ])
})

test('our own backup is read back, with names that need escaping', (t) => {
  const backup = sampleBackup({ name: 'a]]>b <c> & "d"', comment: 'x', preferences: RPC_VALUES })
  const [read, ...more] = readGpoBackup([
    { path: 'manifest.xml', bytes: writeManifest([backup]) },
    ...writeGpoBackup(backup),
  ])
  t.is(more.length, 0)
  t.like(read, { id: backup.id, statedId: backup.id, gpoId: backup.gpoId, name: backup.name, domain: backup.domain })
  t.deepEqual(read?.losses, [])
  t.deepEqual(read?.preferences, RPC_VALUES)
  t.is(read?.rules.length, 1)
  t.is(read?.registry.length, 1)
})

test('backslashes in paths and any case of file names are understood', (t) => {
  const files = writeGpoBackup(sampleBackup()).map(({ path, bytes }) => ({
    path: `C:\\backups\\${path.replaceAll('/', '\\').replace('bkupInfo', 'BKUPINFO')}`,
    bytes,
  }))
  t.like(readGpoBackup(files)[0], { id: sampleBackup().id, name: 'Sample' })
})

test('broken parts are losses, and the rest is read', (t) => {
  const files = writeGpoBackup(sampleBackup()).map((file) =>
    file.path.endsWith('Backup.xml') ? { ...file, bytes: new TextEncoder().encode('<!DOCTYPE x><x/>') } : file,
  )
  const cut = files.map((file) => (file.path.endsWith('.pol') ? { ...file, bytes: file.bytes.subarray(0, -3) } : file))
  t.deepEqual(
    readGpoBackup(cut)[0]?.losses.map(({ field }) => field),
    ['backup.xml', 'domainsysvol/gpo/machine/registry.pol'],
  )
  t.is(readGpoBackup(cut)[0]?.name, 'Sample')
})

test('a backup with one changed byte is read without an exception', (t) => {
  const files = writeGpoBackup(sampleBackup({ preferences: RPC_VALUES }))
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), (which, at, byte) => {
      const changed = files.map((file, i) => {
        if (i !== which % files.length) return file
        const bytes = new Uint8Array(file.bytes)
        bytes[at % bytes.length] = byte
        return { ...file, bytes }
      })
      t.is(readGpoBackup(changed).length, 1)
    }),
    { numRuns: samples(100) },
  )
})
