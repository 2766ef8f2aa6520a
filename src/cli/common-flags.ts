// SPDX-License-Identifier: MIT
import type { Streams } from './streams.ts'

export const COMMON_FLAGS = ['--quiet', '--verbose', '--no-color']

/** Takes the flags that every command knows off the command line, wherever they stand before `--`. */
export const commonFlags = (
  all: readonly string[],
  streams: Streams,
): { readonly words: readonly string[]; readonly streams: Streams } => {
  const end = all.indexOf('--')
  const before = end < 0 ? all : all.slice(0, end)
  const has = (flag: string): boolean => before.includes(flag)
  return {
    words: [...before.filter((word) => !COMMON_FLAGS.includes(word)), ...(end < 0 ? [] : all.slice(end))],
    streams: {
      ...streams,
      quiet: streams.quiet || has('--quiet'),
      verbose: streams.verbose || has('--verbose'),
      environment: has('--no-color') ? { ...streams.environment, NO_COLOR: '1' } : streams.environment,
    },
  }
}
