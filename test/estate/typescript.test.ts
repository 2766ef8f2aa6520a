// SPDX-License-Identifier: MIT
import test from 'ava'
import { read, wrong } from './support/read.ts'

const NETWORKS = `export const hq = ['10.10.0.0/16', '2001:db8:10::/48'] as const
const branch = ['10.20.0.0/16']
export { branch as branches }
export type Ignored = string
export default { hq, branches: branch }
`

const FILES = { 'networks.ts': NETWORKS }

test('a TypeScript estate is read with its imports, constants, spreads, templates and types', async (t) => {
  const text = `import { estate, type EstateDefinition } from 'portwright'
import type { Anything } from './nowhere.ts'
import networks, { hq, branches as more } from './networks.ts'
const domain = 'contoso.test'
const site = { type: 'primary' } as const
interface Unused { a: 1 }
type Name = string
export const clients = { ws: { site: 'PS1', networks: ['hq'] } }
export default estate({
  name: 'contoso', product: 'cmcb', version: 2509, clients,
  sites: { PS1: { ...site, communication: (\`https\`) } },
  networks: { ...networks, extra: [...hq, ...more, '10.30.0.0/16'] },
  hosts: { [\`cm01.\${domain}\`]: { addresses: ['10.0.0.10'], site: 'PS1' as Name, roles: ['site-server'] } },
} satisfies EstateDefinition)
`
  const { estate, diagnostics, files } = await read(text, 'estate.ts', FILES)
  t.deepEqual(diagnostics, [])
  t.deepEqual([...(estate?.networks.keys() ?? [])], ['branches', 'extra', 'hq'])
  t.is(estate?.hosts.get('cm01.contoso.test')?.site, 'PS1')
  t.deepEqual(
    files.map(({ path }) => path),
    ['estate.ts', 'networks.ts'],
  )
})

test('a mistake in an imported file is reported there', async (t) => {
  const { diagnostics } = await read(
    "import { estate } from 'portwright'\nimport { hq } from './parts/networks.ts'\nexport default estate({ name: 'a', product: 'cmcb', networks: { hq } })\n",
    'sub/estate.ts',
    { 'sub/parts/networks.ts': "export const hq = ['10.0.0.1/8']\n" },
  )
  t.like(diagnostics[0], {
    code: 'host-bits-set',
    file: diagnostics[0]?.file ?? '',
    line: 1,
    column: 20,
    endColumn: 32,
  })
  t.is(diagnostics[0]?.file.replaceAll('\\', '/'), 'sub/parts/networks.ts')
})

const HEAD = "import { estate } from 'portwright'\n"
const inEstate = (value: string, before = ''): string =>
  `${HEAD}${before}export default estate({ name: 'a', product: 'cmcb', clientOnServers: ${value} })\n`

const REFUSED: readonly (readonly [what: string, text: string])[] = [
  ['a call', inEstate('«f()»')],
  ['a property of the process', inEstate('«process.env.NAME»')],
  ['an operator', inEstate("«'a' + 'b'»")],
  ['a condition', inEstate('«true ? 1 : 2»')],
  ['a function', inEstate('«() => true»')],
  ['an element of a list', inEstate('«[true][0]»')],
  ['a regular expression', inEstate('«/a/»')],
  ['undefined behaviour such as not', inEstate('«!true»')],
  ['a new object', inEstate('«new Date()»')],
  ['an awaited value', inEstate('«await x»')],
  ['a variable', inEstate('true', '«let x = 1»\n')],
  ['a function declaration', inEstate('true', '«function f() {}»\n')],
  ['a class', inEstate('true', '«class A {}»\n')],
  ['an enum', inEstate('true', '«enum A { B }»\n')],
  ['a statement that does something', inEstate('true', "«console.log('x')»\n")],
  ['a loop', inEstate('true', '«for (;;) {}»\n')],
  ['destructuring', inEstate('true', 'const «{ a }» = { a: 1 }\n')],
  ['an import of a package', inEstate('true', "import fs from «'node:fs'»\n")],
  ['an import of everything', inEstate('true', "import * as «all» from './networks.ts'\n")],
  ['an import for its effect', inEstate('true', "«import './networks.ts'»\n")],
  ['a method', `${HEAD}export default estate({ name: 'a', product: 'cmcb', «clientOnServers() {}» })\n`],
  ['a getter', `${HEAD}export default estate({ name: 'a', product: 'cmcb', «get x() { return 1 }» })\n`],
  ['a tagged template', inEstate('«String.raw`x`»')],
  ['a list inside a text', inEstate('`$' + '{«[1]»}`')],
  ['two arguments', `${HEAD}export default «estate({}, {})»\n`],
]

for (const [what, text] of REFUSED)
  test(`TypeScript with ${what} is refused, not executed`, async (t) => {
    await wrong(t, text, ['not-static'], 'estate.ts', FILES)
  })

test('several mistakes of a TypeScript file are reported together', async (t) => {
  await wrong(
    t,
    `${HEAD}import { «nope» } from './networks.ts'\nimport gone from «'./gone.ts'»\nconst a = b\nconst b = «a»\nexport default estate({ name: «hqq», networks: nope, sites: gone, clients: a })\n`,
    [
      'unknown-import',
      ['file-unreadable', 'Look at the name, the folder, and who may read it.', /there is no such file/],
      'constant-cycle',
      'unknown-constant',
    ],
    'estate.ts',
    FILES,
  )
})

test('files that import each other in a circle are refused', async (t) => {
  const { diagnostics } = await read("import { a } from './a.ts'\nexport default { name: a }\n", 'estate.ts', {
    'a.ts': "import { b } from './b.ts'\nexport const a = b\n",
    'b.ts': "import { a } from './a.ts'\nexport const b = a\n",
  })
  t.is(diagnostics[0]?.code, 'constant-cycle')
})

test('a duplicate key of one literal is refused, and a spread may be overridden', async (t) => {
  const base = "const base = { name: 'b', product: 'cmcb' }\n"
  await wrong(t, `${base}export default { ...base, name: 'a', «name»: 'c' }\n`, ['duplicate-key'], 'estate.ts')
  t.is((await read(`${base}export default { ...base, name: 'a' }\n`, 'estate.ts')).estate?.name, 'a')
})

test('a file without default export and a file that is no TypeScript are reported', async (t) => {
  t.is((await read("const a = 'b'\n", 'estate.ts')).diagnostics[0]?.code, 'no-default-export')
  t.like((await read('export default {\n  name: ,\n}\n', 'estate.ts')).diagnostics[0], {
    code: 'typescript-syntax',
    line: 2,
    column: 9,
  })
  t.is((await read(`export default ${'['.repeat(20_000)}`, 'estate.ts')).diagnostics[0]?.code, 'too-deep')
})

test('constants made of constants end at a limit instead of filling the memory', async (t) => {
  const lines = ["const a0 = ['10.0.0.1', '10.0.0.2']"]
  for (let i = 1; i < 60; i++) lines.push(`const a${i} = [...a${i - 1}, ...a${i - 1}]`)
  const lists = await read(
    `${lines.join('\n')}\nexport default { name: 'a', product: 'cmcb', networks: { hq: a59 } }\n`,
    'estate.ts',
  )
  t.is(lists.estate, null)
  const texts = ["const a0 = 'x'"]
  for (let i = 1; i < 30; i++) texts.push(`const a${i} = \`\${a${i - 1}}\${a${i - 1}}\``)
  const long = await read(`${texts.join('\n')}\nexport default { name: a29, product: 'cmcb' }\n`, 'estate.ts')
  t.is(long.diagnostics[0]?.code, 'not-static')
})
