// SPDX-License-Identifier: MIT
import type { Path, Report } from '../problem.ts'
import { plainText } from './check-name.ts'

/** What stands in an entry that a command proposed until somebody has read it. */
const OPEN = /^todo\b[\s.:!?-]*$/i

/** A reason in one line, empty where there is none; a report where nobody has written it yet. */
export const checkReason = (text: string | undefined, report: Report, path: Path): string => {
  const reason = plainText(text, 'reason', report, path) ?? ''
  if (OPEN.test(reason)) report('reason-missing', { text: reason }, path)
  return reason
}
