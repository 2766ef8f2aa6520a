// SPDX-License-Identifier: MIT
import { Document, visit } from 'yaml'

/**
 * A document of YAML in which text is text to every parser: what version 1.1 takes for something else (`yes`,
 * `2026-01-01`, `=`) stands in quotes.
 */
export const carefulDocument = (value: unknown): Document => {
  const document = new Document(value, { compat: 'yaml-1.1' })
  visit(document, {
    Scalar: (_, node) => {
      if (node.value === '=') node.type = 'QUOTE_DOUBLE'
    },
  })
  return document
}
