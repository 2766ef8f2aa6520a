// SPDX-License-Identifier: MIT

/** One line of a fact table of the research file; a line such as HA1-4 states several facts. */
export interface PageFacts {
  readonly ids: readonly string[]
  /** Every port that the line prints; none where it only says what stays closed. */
  readonly ports: readonly string[]
  /** Whether the flow stays closed until the estate names a feature. */
  readonly optional: boolean
  /** Tags of the pages that the facts come from. */
  readonly pages: readonly string[]
}

/** Reads the fact tables of the research file, `## 2.` to `## 3.`. */
export const readFacts = (markdown: string): readonly PageFacts[] =>
  (/^## 2\.[\s\S]*?(?=^## 3\.)/m.exec(markdown)?.[0] ?? '')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()) as readonly string[])
    .filter((cells) => /^[A-Z]+\d/.test(cells[1] ?? ''))
    .map(([, ids = '', from = '', , ports = '', condition = '', pages = '']) => ({
      ids: expand(ids),
      ports:
        from === '–' ? [] : (ports.replace(/\d+(\.\d+){3}|from \d{4} on/g, '').match(/\b\d{2,5}(-\d{2,5})?\b/g) ?? []),
      optional: condition.startsWith('optional'),
      pages: pages === 'alerts page' ? ['alerts'] : [...pages.matchAll(/\[([\w-]+)\]/g)].map((tag) => tag[1] as string),
    }))

/** `PRX1-6` is six facts, `DHA1, DHA2` two. */
const expand = (text: string): readonly string[] =>
  text.split(', ').flatMap((part) => {
    const [, word, first, last] = /^([A-Z]+)(\d+)-(\d+)$/.exec(part) ?? []
    if (word === undefined) return [part]
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${word}${Number(first) + index}`)
  })
