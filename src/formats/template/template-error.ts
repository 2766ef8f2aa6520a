// SPDX-License-Identifier: MIT

/** A template that must not be used: a fault of the program, never of its user. */
export interface TemplateError extends Error {
  readonly name: 'TemplateError'
  readonly template: string
  /** From 1. */
  readonly line: number
}

export const templateError = (template: string, line: number, message: string): TemplateError =>
  Object.assign(new Error(`template ${template}, line ${line}: ${message}`), {
    name: 'TemplateError' as const,
    template,
    line,
  })
