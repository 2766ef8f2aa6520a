// SPDX-License-Identifier: MIT
import { chmodSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { snapshot } from '../../support/snapshot.ts'

/** The files of one version of an output; versions differ in what they hold and in which files they have. */
export const filesOf = (version: string): ReadonlyMap<string, string> => {
  const files = new Map([
    ['wfw/a.wfw', version],
    ['csv/flows.csv', version],
    [`gpo/{${version}}/DomainSysvol/GPO/Machine/registry.pol`, version],
    [`netsh/${version}.cmd`, version],
  ])
  const index = {
    portwright: '0',
    version,
    files: [...files.keys()].map((path) => ({ path, sha256: '' })),
    policies: [],
  }
  return files.set('portwright.json', JSON.stringify(index))
}

/** What somebody else keeps in the folder, beside the output and within its folders. */
export const addForeign = (folder: string): void => {
  for (const path of ['.git/refs/tags', '.git/objects/info', 'notes/empty', 'wfw/mine/deep/empty', 'csv'])
    mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n', { mode: 0o640 })
  writeFileSync(join(folder, 'wfw/mine/run.sh'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(folder, 'csv/list.txt'), 'mine', { mode: 0o600 })
  writeFileSync(join(folder, 'estate.yaml'), 'name: mine\n')
  symlinkSync('nowhere', join(folder, 'link'))
  chmodSync(join(folder, '.git/objects'), 0o700)
  chmodSync(join(folder, 'notes'), 0o1777)
  chmodSync(folder, 0o2750)
  for (const path of ['.git/HEAD', 'csv/list.txt', 'estate.yaml']) utimesSync(join(folder, path), 1e9, 1e9)
}

const isOurs = (path: string): boolean =>
  path === 'portwright.json' || /^(wfw|csv|gpo|netsh)(\/|$)/.test(path)
    ? !/^(wfw\/mine|csv\/list\.txt)/.test(path)
    : false

/** The foreign part of a folder, line by line. */
export const foreignOf = (folder: string): readonly string[] =>
  snapshot(folder).filter((line) => !isOurs(line.split(' ')[1] as string))

/** The version that stands whole in a folder, or what is wrong. */
export const versionIn = (folder: string): string => {
  const found = new Map(
    snapshot(folder)
      .filter((line) => line.startsWith('file ') && isOurs(line.split(' ')[1] as string))
      .map((line) => [
        line.split(' ')[1] as string,
        Buffer.from(line.split(' ').at(-1) as string, 'base64').toString(),
      ]),
  )
  const { version } = JSON.parse(readFileSync(join(folder, 'portwright.json'), 'utf8')) as { version: string }
  const wanted = filesOf(version)
  for (const [path, text] of wanted) if (found.get(path) !== text) return `mixture: ${path} of ${version}`
  return found.size === wanted.size ? version : `mixture: ${[...found.keys()].find((path) => !wanted.has(path))}`
}
