// SPDX-License-Identifier: MIT
import test from 'ava'
import { growth, LINEAR } from './support/growth.ts'

const spin = (steps: number): number => {
  let sum = 0
  for (let i = 0; i < steps; i++) sum = (sum * 31 + i) % 1_000_003
  return sum
}

test('work that grows with its size is told from work that grows with the square of it', (t) => {
  t.true(growth((size) => spin(size * 1_000), 2_000) < LINEAR)
  t.true(growth((size) => spin(size * size), 2_000) > LINEAR)
})
