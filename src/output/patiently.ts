// SPDX-License-Identifier: MIT

/** How Windows says that somebody looks at a file right now: a scanner, an indexer. It is over in a moment, or never. */
const PASSING = new Set(['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY'])
const WAITS = [10, 30, 60, 100, 200, 300]

/** Does it again for a little while where Windows refuses what is in use. Blocks, so that nothing comes in between. */
export const patiently = (act: () => void): void => {
  for (const wait of process.platform === 'win32' ? WAITS : []) {
    try {
      act()
      return
    } catch (error) {
      if (!PASSING.has(String((error as NodeJS.ErrnoException).code))) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait)
    }
  }
  act()
}
