// SPDX-License-Identifier: MIT
import test from 'ava'
import { dataExpression, objectExpression } from '../../../src/formats/powershell/expression.ts'

test('data becomes literals', (t) => {
  t.is(dataExpression(null), '$null')
  t.is(dataExpression(true), '$true')
  t.is(dataExpression(-5), '-5')
  t.is(dataExpression(-0), '0')
  t.is(dataExpression(["O'x", 1]), "@('O''x', 1)")
  t.is(dataExpression({ a: [], 'b c': { d: null } }), "@{ 'a' = @(); 'b c' = @{ 'd' = $null } }")
  t.is(objectExpression({ a: 1 }), "[pscustomobject]@{ 'a' = 1 }")
})

test('an array in an array stays one', (t) => {
  t.is(dataExpression([[1]]), '@(, @(1))')
  t.is(dataExpression([[1], [2]]), '@(@(1), @(2))')
})

test('what has no literal is refused', (t) => {
  for (const value of [undefined, 1.5, Number.NaN, 2 ** 60, () => 1, Symbol('x'), new Date(), new Map(), [undefined]]) {
    t.throws(() => dataExpression(value), { name: 'EncodeError' })
  }
  t.throws(() => dataExpression({ a: 1, A: 2 }), { name: 'EncodeError' })
})
