// SPDX-License-Identifier: MIT
import { EXIT } from './exit-code.ts'

/** What 0, 1 and 3 mean of a command; 2, 70 and 130 mean the same everywhere. */
interface Meaning {
  readonly done: string
  readonly wrongInput: string
  readonly answerIsNo?: string
}

const READS = 'a file cannot be read, or the estate is wrong'

/** By the name of the command. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  init: { done: 'written', wrongInput: 'an estate is there already, or the folder cannot be written' },
  catalog: { done: 'printed', wrongInput: 'standard output cannot be written' },
  check: { done: 'no errors', wrongInput: 'errors, or the file cannot be read' },
  compile: {
    done: 'written and read back',
    wrongInput: 'errors, or the output cannot be written; the old output is whole',
  },
  preview: { done: 'printed or written', wrongInput: `${READS}, or the page cannot be written` },
  read: {
    done: 'read',
    wrongInput: 'a file cannot be read, or is of no kind that is known',
    answerIsNo: 'with --strict: something could not be read',
  },
  verify: {
    done: 'every artifact says what the rules say',
    wrongInput: 'the folder is no output, or its index is damaged',
    answerIsNo: 'an artifact differs or is missing, or a file is not of the output',
  },
  plan: {
    done: 'no difference',
    wrongInput: `${READS}, or a server cannot be reached`,
    answerIsNo: 'a difference',
  },
  can: { done: 'yes; of questions from standard input: answered', wrongInput: READS, answerIsNo: 'no' },
  explain: { done: 'explained', wrongInput: READS },
  lint: { done: 'no warning', wrongInput: READS, answerIsNo: 'a warning or an error' },
  adopt: { done: 'each rule has its answer', wrongInput: `${READS}, or FILE of --out is there already` },
  apply: {
    done: 'done, or nothing to do',
    wrongInput: 'a host failed or could not be reached, or the output is not what was compiled',
    answerIsNo: '--what-if would change something, or --test found something',
  },
  import: {
    done: 'an estate, which may still lack addresses',
    wrongInput: 'a file cannot be read or is none that is known, or the estate is there already',
  },
  traffic: {
    done: 'flows cover every call',
    wrongInput: `${READS}, or FILE of --flows is there already`,
    answerIsNo: 'a call is not covered',
  },
  schema: { done: 'printed', wrongInput: 'standard output cannot be written' },
  completion: { done: 'printed', wrongInput: 'standard output cannot be written' },
}

/** The end of a command's help. */
export const exitHelp = (command: string): string => {
  const meaning = MEANINGS[command]
  if (meaning === undefined) throw new Error(`${command} does not say its exit codes`)
  const rows = [
    [EXIT.done, meaning.done],
    [EXIT.wrongInput, meaning.wrongInput],
    [EXIT.wrongCommandLine, 'the command line is wrong'],
    ...(meaning.answerIsNo === undefined ? [] : [[EXIT.answerIsNo, meaning.answerIsNo] as const]),
    [EXIT.fault, 'a fault of Portwright itself'],
    [EXIT.interrupted, 'interrupted'],
  ] as const
  return `Exit codes:\n${rows.map(([code, what]) => `  ${String(code).padEnd(5)}${what}`).join('\n')}`
}
