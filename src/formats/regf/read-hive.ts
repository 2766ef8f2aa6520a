// SPDX-License-Identifier: MIT
import { mapCells } from './cell-map.ts'
import { checkSecurity } from './check-security.ts'
import { type HiveKey, type HiveValue, MAX_DEPTH } from './hive-key.ts'
import { claimRecord, type HiveReader, readName, signature } from './hive-reader.ts'
import { keyHash } from './key-hash.ts'
import { KEY_COMP_NAME, KEY_NODE, NO_CELL } from './layout.ts'
import { readBaseBlock } from './read-base-block.ts'
import { readSubkeyList, type SubkeyReference } from './read-subkey-list.ts'
import { readValue } from './read-value.ts'

export interface HiveFault {
  /** Byte offset in the file. */
  readonly offset: number
  readonly reason: string
}

export interface Hive {
  /** Everything that can be read; null where there is no root key. */
  readonly root: HiveKey | null
  /** The sequence numbers differ: changes may lie in log files beside the hive. */
  readonly dirty: boolean
  /** What is malformed, in the order of reading; the first hundred. */
  readonly faults: readonly HiveFault[]
  /** Of a malformed hive: values that no key has any more. */
  readonly orphans: readonly HiveValue[]
}

const MAX_FAULTS = 100
/** In bytes; no key has a longer name. */
const MAX_KEY_NAME = 512

interface Task extends SubkeyReference {
  readonly parent: number
  readonly depth: number
  /** Where the key goes. */
  readonly siblings: HiveKey[]
}

const readValues = (reader: HiveReader, key: number): readonly HiveValue[] => {
  const { hive, cells, fail } = reader
  const count = hive.readUInt32LE(key + 36)
  if (count === 0) return []
  const list = cells.claim(hive.readUInt32LE(key + 40))
  if (list === null || list.end - list.start < 4 * count) {
    fail(key + 40, `no list of ${count} values`)
    return []
  }
  const values: HiveValue[] = []
  for (let at = list.start; at < list.start + 4 * count; at += 4) {
    const value = readValue(reader, hive.readUInt32LE(at), at)
    if (value !== null) values.push(value)
  }
  return values
}

/** Values whose key or list was lost. What is wrong with them is no fault more. */
const readOrphans = (reader: HiveReader): readonly HiveValue[] => {
  const quiet = { ...reader, fail: () => undefined }
  return reader.cells.unclaimed().flatMap((offset) => {
    const cell = reader.cells.peek(offset)
    if (cell === null || signature(reader, cell) !== 'vk') return []
    return readValue(quiet, offset, 0) ?? []
  })
}

/** Reads a key without its subkeys, and says where these are. */
const readKey = (reader: HiveReader, task: Task): readonly Task[] => {
  const { hive, fail } = reader
  const cell = claimRecord(reader, task.offset, task.from, 'nk', KEY_NODE)
  if (cell === null) return []
  const at = cell.start
  const length = hive.readUInt16LE(at + 72)
  if (at + KEY_NODE + length > cell.end) {
    fail(at + 72, 'a key name is longer than its cell')
    return []
  }
  if (length > MAX_KEY_NAME) fail(at + 72, `a key name of ${length} bytes`)
  const name = readName(hive, at + KEY_NODE, length, (hive.readUInt16LE(at + 2) & KEY_COMP_NAME) !== 0)
  if (task.parent !== NO_CELL && hive.readUInt32LE(at + 16) !== task.parent) fail(at + 16, 'a key names another parent')
  // Windows folds other letters than these in its own way.
  if (task.hash !== null && !/[\u0080-\uffff]/.test(name) && task.hash !== keyHash(name))
    fail(task.from + 4, `the hash of ${JSON.stringify(name)} is wrong`)
  checkSecurity(reader, hive.readUInt32LE(at + 44), at + 44)
  const subkeys: HiveKey[] = []
  task.siblings.push({ name, values: readValues(reader, at), subkeys })
  const count = hive.readUInt32LE(at + 20)
  if (count === 0) return []
  if (task.depth === MAX_DEPTH) {
    fail(at + 28, `more than ${MAX_DEPTH} levels`)
    return []
  }
  const references = readSubkeyList(reader, hive.readUInt32LE(at + 28), at + 28)
  if (references.length !== count) fail(at + 20, `${count} subkeys, but ${references.length} in the list`)
  return references.map((entry) => ({ ...entry, parent: task.offset, depth: task.depth + 1, siblings: subkeys }))
}

/**
 * Reads a registry hive (regf 1.2 to 1.6): any file of `reg save`, an export of Windows Firewall, a SYSTEM hive. Never
 * throws: what is malformed is a fault, and the rest is read. Class names, times and permissions are left out.
 */
export const readHive = (bytes: Uint8Array): Hive => {
  const hive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const faults: HiveFault[] = []
  const fail = (offset: number, reason: string): void => {
    if (faults.length < MAX_FAULTS) faults.push({ offset, reason })
  }
  const base = readBaseBlock(hive, fail)
  if (base === null) return { root: null, dirty: false, faults, orphans: [] }
  const cells = mapCells(hive, base.end, fail)
  const reader: HiveReader = { hive, minorVersion: base.minorVersion, cells, fail }
  const roots: HiveKey[] = []
  const open: Task[] = [{ offset: base.root, from: 36, hash: null, parent: NO_CELL, depth: 1, siblings: roots }]
  for (let task = open.pop(); task !== undefined; task = open.pop())
    for (const next of readKey(reader, task).toReversed()) open.push(next)
  const orphans = faults.length === 0 ? [] : readOrphans(reader)
  return { root: roots[0] ?? null, dirty: base.dirty, faults, orphans }
}
