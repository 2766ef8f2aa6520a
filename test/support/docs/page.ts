// SPDX-License-Identifier: MIT

/** A command of a `console` block and what stands below it. */
export interface ConsoleStep {
  readonly kind: 'command'
  /** `$` is a shell, `PS>` is PowerShell. */
  readonly prompt: '$' | 'PS>'
  readonly line: string
  readonly output: string
  /** The number of its block on the page, to write it anew. */
  readonly block: number
}

/** A block whose fence names a file: the page has its reader write it. */
export interface FileStep {
  readonly kind: 'file'
  readonly path: string
  readonly text: string
}

export type Step = ConsoleStep | FileStep

export interface Fence {
  readonly language: string
  /** What stands behind the language. */
  readonly title: string
  readonly text: string
}

const FENCE = /^```(\S*)[ \t]*([^\n]*)\n(.*?)^```$/gms

export const fencesOf = (markdown: string): readonly Fence[] =>
  [...markdown.matchAll(FENCE)].map(([, language = '', title = '', text = '']) => ({ language, title, text }))

const PROMPT = /^(\$|PS>) (.*)$/

const commandsOf = (text: string, block: number): readonly ConsoleStep[] => {
  const steps: { prompt: '$' | 'PS>'; line: string; output: string }[] = []
  for (const line of text.split(/(?<=\n)/)) {
    const start = PROMPT.exec(line.replace(/\n$/, ''))
    if (start !== null) steps.push({ prompt: start[1] as '$' | 'PS>', line: start[2] as string, output: '' })
    else {
      const last = steps.at(-1)
      if (last === undefined) throw new Error(`A console block begins without a prompt: ${line}`)
      last.output += line
    }
  }
  return steps.map((step) => ({ kind: 'command', block, ...step }))
}

/** What a reader who follows the page does, in order: files he writes, commands he types. */
export const stepsOf = (markdown: string): readonly Step[] =>
  fencesOf(markdown).flatMap(({ language, title, text }, block): readonly Step[] => {
    if (language === 'console') return commandsOf(text, block)
    return title === '' ? [] : [{ kind: 'file', path: title.trim(), text }]
  })

/** The page with other outputs. */
export const withOutputs = (markdown: string, outputs: readonly string[]): string => {
  const left = [...outputs]
  let block = -1
  return markdown.replaceAll(FENCE, (whole: string, language: string, title: string, text: string) => {
    block += 1
    if (language !== 'console') return whole
    const shown = commandsOf(text, block).map(({ prompt, line }) => `${prompt} ${line}\n${left.shift() ?? ''}`)
    return `\`\`\`console${title === '' ? '' : ` ${title}`}\n${shown.join('')}\`\`\``
  })
}
