// SPDX-License-Identifier: MIT
import { runInNewContext } from 'node:vm'
import test from 'ava'
import { partFunction } from '../../scripts/part-function.ts'

type Part = (
  part: (number: number) => unknown,
  later: (number: number) => unknown,
  require: (name: string) => unknown,
  folder: string,
) => unknown
const functionOf = (text: string): Part =>
  runInNewContext(partFunction('a.js', text, (file) => Number(/\d+/.exec(file)?.[0])))

test('a part takes what it imports, gives what it exports, and loads others when it is asked to', async (t) => {
  const asked: (string | number)[] = []
  const part = functionOf(
    `import{x as y,z}from"./chunk-7.js";import"./chunk-8.js";var a=y+z;import*as path from"node:path";import fs from"node:fs";import{join as j}from"node:path";
var b=()=>import("./later-9.js"),c=()=>import("node:os"),d=[j,path,fs,__dirname];export{a as one,b,c,d};\n`,
  )
  const exported = part(
    (number) => {
      asked.push(number)
      return { x: 1, z: 2 }
    },
    async (number) => void asked.push(number),
    (name) => {
      asked.push(name)
      return name === 'node:path' ? { join: 'joined' } : name
    },
    'folder',
  ) as { one: number; b: () => Promise<unknown>; c: () => Promise<unknown>; d: unknown[] }
  t.deepEqual(asked, [7, 8, 'node:path', 'node:fs', 'node:path'])
  t.is(exported.one, 3)
  t.is(JSON.stringify(exported.d), '["joined",{"join":"joined"},"node:fs","folder"]')
  await exported.b()
  t.is(await exported.c(), 'node:os')
  t.deepEqual(asked.slice(5), [9, 'node:os'])
})

test('a part whose exports change, or that exports in another way, is refused', (t) => {
  for (const text of [
    'var a=1;function f(){a=2}export{a};',
    'var a=1;a++;export{a as b};',
    'let a;[1].map(()=>a+=1);export{a};',
  ])
    t.throws(() => functionOf(text), { message: /a\.js: a is exported and changed/ })
  for (const text of ['export*from"./b-1.js";', 'export default 1;', 'export const a=1;', 'export{a}from"./b-1.js";'])
    t.throws(() => functionOf(text), { message: /an export of another kind/ })
  t.throws(() => functionOf('var a=b=>import(b);'), { message: /not known before it runs/ })
})
