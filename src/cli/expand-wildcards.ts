// SPDX-License-Identifier: MIT
import { readdirSync } from 'node:fs'

/**
 * The files that words of a command line name. The shells of Windows leave `*` and `?` to the program, in the last part of
 * a path; where nothing fits, the word stays and is told of as a file that is not there. Elsewhere the shell has done it.
 */
export const expandWildcards = (words: readonly string[], platform: string = process.platform): readonly string[] =>
  platform === 'win32' ? words.flatMap(namesFor) : words

const namesFor = (word: string): readonly string[] => {
  const start = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'), word.lastIndexOf(':')) + 1
  const [folder, pattern] = [word.slice(0, start), word.slice(start)]
  if (!/[*?]/.test(pattern)) return [word]
  const fits = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'isu',
  )
  const names = namesIn(folder === '' ? '.' : folder).filter((name) => fits.test(name))
  return names.length === 0 ? [word] : names.map((name) => `${folder}${name}`)
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
