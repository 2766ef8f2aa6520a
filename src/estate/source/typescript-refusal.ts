// SPDX-License-Identifier: MIT
import { Node, SyntaxKind } from 'ts-morph'

interface Refusal {
  readonly what: string
  readonly remedy: string | null
}

const NAMES: ReadonlyMap<SyntaxKind, string> = new Map([
  [SyntaxKind.ArrowFunction, 'A function'],
  [SyntaxKind.FunctionExpression, 'A function'],
  [SyntaxKind.FunctionDeclaration, 'A function'],
  [SyntaxKind.MethodDeclaration, 'A method'],
  [SyntaxKind.GetAccessor, 'A getter'],
  [SyntaxKind.SetAccessor, 'A setter'],
  [SyntaxKind.ClassDeclaration, 'A class'],
  [SyntaxKind.ClassExpression, 'A class'],
  [SyntaxKind.EnumDeclaration, 'An enum'],
  [SyntaxKind.ModuleDeclaration, 'A namespace'],
  [SyntaxKind.BinaryExpression, 'An operator'],
  [SyntaxKind.PrefixUnaryExpression, 'An operator'],
  [SyntaxKind.PostfixUnaryExpression, 'An operator'],
  [SyntaxKind.ConditionalExpression, 'A condition'],
  [SyntaxKind.IfStatement, 'A condition'],
  [SyntaxKind.ForStatement, 'A loop'],
  [SyntaxKind.ForOfStatement, 'A loop'],
  [SyntaxKind.ForInStatement, 'A loop'],
  [SyntaxKind.WhileStatement, 'A loop'],
  [SyntaxKind.NewExpression, 'An object made with `new`'],
  [SyntaxKind.AwaitExpression, 'A promise'],
  [SyntaxKind.RegularExpressionLiteral, 'A regular expression'],
  [SyntaxKind.PropertyAccessExpression, 'A property of something else'],
  [SyntaxKind.ElementAccessExpression, 'An element of something else'],
  [SyntaxKind.TaggedTemplateExpression, 'A tagged template'],
  [SyntaxKind.BigIntLiteral, 'A bigint'],
  [SyntaxKind.OmittedExpression, 'A hole in a list'],
  [SyntaxKind.ExportDeclaration, 'This export'],
  [SyntaxKind.ImportDeclaration, 'This import'],
])

const REMEDIES: ReadonlyMap<SyntaxKind, string> = new Map([
  [SyntaxKind.PropertyAccessExpression, 'Give the value a constant of its own, and name that.'],
  [SyntaxKind.ElementAccessExpression, 'Give the value a constant of its own, and name that.'],
])

/** Why a piece of TypeScript cannot be read without running it, and what to write instead. */
export const refusalOf = (node: Node): Refusal => {
  const kind = node.getKind()
  if (Node.isCallExpression(node))
    return { what: `A call of ${node.getExpression().getText().slice(0, 40)}`, remedy: 'Write the result.' }
  return { what: NAMES.get(kind) ?? 'This', remedy: REMEDIES.get(kind) ?? null }
}
