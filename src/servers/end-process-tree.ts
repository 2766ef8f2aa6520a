// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Parents by process, as proc(5) shows them, else as ps does. */
const parents = (): ReadonlyMap<number, number> => {
  try {
    return new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name): readonly [number, number][] => {
          try {
            const text = readFileSync(`/proc/${name}/stat`, 'latin1')
            return [[Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])]]
          } catch {
            return []
          }
        }),
    )
  } catch {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
    return new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]))
  }
}

const end = (id: number): void => {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** Ends a process that we started with everything below it: a shell that hangs leaves no ssh behind. */
export const endProcessTree = (root: number): void => {
  if (process.platform === 'win32') {
    try {
      execFileSync('taskkill', ['/T', '/F', '/PID', String(root)], { stdio: 'ignore', windowsHide: true })
    } catch {
      end(root)
    }
    return
  }
  let known: ReadonlyMap<number, number> = new Map()
  try {
    known = parents()
  } catch {
    // Without a list of processes the shell alone is ended; what it started loses its input.
  }
  const tree = [root]
  for (const id of tree) for (const [child, parent] of known) if (parent === id) tree.push(child)
  for (const id of tree) end(id)
}
