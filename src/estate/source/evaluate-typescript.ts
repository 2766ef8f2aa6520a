// SPDX-License-Identifier: MIT
import { type Expression, Node, type NumericLiteral, SyntaxKind } from 'ts-morph'
import { nearest } from '../../diagnostics/nearest.ts'
import { DEEPEST, wholeNumber } from './data.ts'
import type { SourceEntry } from './source-node.ts'
import type { Binding, Module, NodeReport } from './typescript-module.ts'
import { placeOf, type TypeScriptPlace, type Value } from './typescript-place.ts'
import { refusalOf } from './typescript-refusal.ts'

/** Values that constants made of constants may come to: more than any estate has. */
const MOST_VALUES = 5_000_000
const LONGEST_TEXT = 65_536

export type Load = (path: string, node: Node, importer: Module) => Module | null
export type DuplicateReport = (key: string, node: Node, first: TypeScriptPlace, module: Module) => void

/**
 * Reads an exported value without running anything; null, and a report, where that is not possible.
 * A constant is read once and shared by all who name it.
 */
export const evaluateExport = (main: Module, load: Load, report: NodeReport, reportDuplicate: DuplicateReport) => {
  const known = new Map<Expression, Value | 'open' | null>()
  const sizes = new WeakMap<Value, number>()

  const sized = (value: Value, children: Iterable<Value>, node: Node, module: Module): Value | null => {
    let size = 1
    for (const child of children) size += sizes.get(child) ?? 1
    sizes.set(value, size)
    if (size <= MOST_VALUES) return value
    report('alias-limit', { limit: MOST_VALUES }, node, module.spanOf)
    return null
  }
  const bound = (binding: Binding, name: string, node: Node, module: Module, depth: number): Value | null => {
    if (binding.kind === 'value') return constant(binding.value, name, node, module, depth)
    if (binding.kind === 'helper') {
      report('not-static', { what: 'The function itself', remedy: 'Call it: estate({ … }).' }, node, module.spanOf)
      return null
    }
    if (binding.kind === 'local') {
      const target = module.names.get(binding.name)
      if (target !== undefined) return bound(target, binding.name, binding.node, module, depth)
      report(
        'unknown-constant',
        { name: binding.name, nearest: nearest(binding.name, module.names.keys()) },
        binding.node,
        module.spanOf,
      )
      return null
    }
    const other = load(binding.path, binding.node, module)
    if (other === null) return null
    const target = other.exports.get(binding.name)
    if (target !== undefined && depth < DEEPEST) return bound(target, binding.name, binding.node, other, depth + 1)
    const parameters = { name: binding.name, file: binding.path, nearest: nearest(binding.name, other.exports.keys()) }
    if (target === undefined) report('unknown-import', parameters, binding.node, module.spanOf)
    else report('constant-cycle', { name: binding.name }, binding.node, module.spanOf)
    return null
  }
  const constant = (expression: Expression, name: string, node: Node, module: Module, depth: number): Value | null => {
    const before = known.get(expression)
    if (before === 'open') {
      report('constant-cycle', { name }, node, module.spanOf)
      return null
    }
    if (before !== undefined) return before
    known.set(expression, 'open')
    const value = evaluate(expression, module, depth + 1)
    known.set(expression, value)
    return value
  }
  const scalar = (value: null | boolean | number | bigint | string, node: Node, module: Module): Value => ({
    kind: 'scalar',
    value,
    place: placeOf(node, module.spanOf),
  })
  const template = (node: Node, module: Module, depth: number): Value | null => {
    if (!Node.isTemplateExpression(node)) return null
    let text = node.getHead().getLiteralText()
    for (const part of node.getTemplateSpans()) {
      const value = evaluate(part.getExpression(), module, depth + 1)
      if (value === null) return null
      if (value.kind !== 'scalar' || value.value === null) {
        report(
          'not-static',
          { what: 'A list or mapping inside a text', remedy: null },
          part.getExpression(),
          module.spanOf,
        )
        return null
      }
      text += String(value.value) + part.getLiteral().getLiteralText()
      if (text.length <= LONGEST_TEXT) continue
      report(
        'not-static',
        { what: `A text of more than ${LONGEST_TEXT} characters`, remedy: null },
        node,
        module.spanOf,
      )
      return null
    }
    return scalar(text, node, module)
  }
  const list = (node: Node, module: Module, depth: number): Value | null => {
    if (!Node.isArrayLiteralExpression(node)) return null
    const items: Value[] = []
    let complete = true
    for (const element of node.getElements()) {
      const spread = Node.isSpreadElement(element)
      const value = evaluate(spread ? element.getExpression() : element, module, depth + 1)
      if (value === null) complete = false
      else if (!spread) items.push(value)
      else if (value.kind === 'list' && items.length + value.items.length <= MOST_VALUES)
        for (const item of value.items) items.push(item)
      else {
        complete = false
        report('not-static', { what: 'A spread of something that is no list', remedy: null }, element, module.spanOf)
      }
    }
    return complete ? sized({ kind: 'list', items, place: placeOf(node, module.spanOf) }, items, node, module) : null
  }
  const keyOf = (name: Node, module: Module, depth: number): string | null => {
    if (Node.isIdentifier(name)) return name.getText()
    if (Node.isStringLiteral(name) || Node.isNoSubstitutionTemplateLiteral(name)) return name.getLiteralText()
    if (Node.isNumericLiteral(name)) return String(name.getLiteralValue())
    if (!Node.isComputedPropertyName(name)) {
      report('not-static', refusalOf(name), name, module.spanOf)
      return null
    }
    const value = evaluate(name.getExpression(), module, depth + 1)
    if (value === null) return null
    if (value.kind === 'scalar' && typeof value.value === 'string') return value.value
    report('key-not-text', { found: 'something else' }, name, module.spanOf)
    return null
  }
  const map = (node: Node, module: Module, depth: number): Value | null => {
    if (!Node.isObjectLiteralExpression(node)) return null
    const entries = new Map<string, SourceEntry<TypeScriptPlace>>()
    const own = new Map<string, TypeScriptPlace>()
    let complete = true
    for (const property of node.getProperties()) {
      if (Node.isSpreadAssignment(property)) {
        const value = evaluate(property.getExpression(), module, depth + 1)
        if (value?.kind === 'map') for (const [key, entry] of value.entries) entries.set(key, entry)
        else {
          complete = false
          if (value !== null)
            report(
              'not-static',
              { what: 'A spread of something that is no mapping', remedy: null },
              property,
              module.spanOf,
            )
        }
        continue
      }
      const short = Node.isShorthandPropertyAssignment(property)
      if (!short && !Node.isPropertyAssignment(property)) {
        complete = false
        report('not-static', refusalOf(property), property, module.spanOf)
        continue
      }
      const name = property.getNameNode()
      const key = keyOf(name, module, depth)
      const initializer = short ? name : property.getInitializer()
      const value = initializer === undefined ? null : evaluate(initializer, module, depth + 1)
      if (key === null || value === null) {
        complete = false
        continue
      }
      const place = placeOf(name, module.spanOf)
      const first = own.get(key)
      if (first !== undefined) reportDuplicate(key, name, first, module)
      own.set(key, first ?? place)
      if (first === undefined) entries.set(key, { key: place, value })
    }
    const children = [...entries.values()].map(({ value }) => value)
    return complete
      ? sized({ kind: 'map', entries, place: placeOf(node, module.spanOf) }, children, node, module)
      : null
  }
  const name = (node: Node, module: Module, depth: number): Value | null => {
    const text = node.getText()
    const binding = module.names.get(text)
    if (binding !== undefined) return bound(binding, text, node, module, depth)
    report('unknown-constant', { name: text, nearest: nearest(text, module.names.keys()) }, node, module.spanOf)
    return null
  }
  const evaluate = (node: Node, module: Module, depth: number): Value | null => {
    if (depth > DEEPEST) {
      report('too-deep', { limit: DEEPEST }, node, module.spanOf)
      return null
    }
    if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node))
      return scalar(node.getLiteralText(), node, module)
    if (Node.isNumericLiteral(node)) return scalar(numberOf(node), node, module)
    if (Node.isTrueLiteral(node) || Node.isFalseLiteral(node)) return scalar(Node.isTrueLiteral(node), node, module)
    if (Node.isNullLiteral(node)) return scalar(null, node, module)
    if (Node.isIdentifier(node)) return name(node, module, depth)
    if (Node.isObjectLiteralExpression(node)) return map(node, module, depth)
    if (Node.isArrayLiteralExpression(node)) return list(node, module, depth)
    if (Node.isTemplateExpression(node)) return template(node, module, depth)
    if (Node.isAsExpression(node) || Node.isSatisfiesExpression(node) || Node.isParenthesizedExpression(node))
      return evaluate(node.getExpression(), module, depth + 1)
    if (Node.isPrefixUnaryExpression(node) && node.getOperatorToken() === SyntaxKind.MinusToken) {
      const operand = node.getOperand()
      if (Node.isNumericLiteral(operand)) return scalar(-numberOf(operand), node, module)
    }
    if (Node.isCallExpression(node) && module.names.get(node.getExpression().getText())?.kind === 'helper') {
      const [argument, second] = node.getArguments()
      if (argument !== undefined && second === undefined) return evaluate(argument, module, depth + 1)
    }
    report('not-static', refusalOf(node), node, module.spanOf)
    return null
  }
  const target = main.exports.get('default')
  return target === undefined ? undefined : bound(target, 'default', firstNode(target), main, 0)
}

/** A whole number that is too long for JavaScript's own stays exact. */
const numberOf = (node: NumericLiteral): number | bigint => {
  const value = node.getLiteralValue()
  const written = node.getText().replaceAll('_', '')
  return !Number.isSafeInteger(value) && /^\d+$/.test(written) ? wholeNumber(written) : value
}

const firstNode = (binding: Binding): Node =>
  binding.kind === 'value' ? binding.value : (binding as { readonly node: Node }).node
