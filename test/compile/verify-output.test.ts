// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { stripSignature } from '../../src/compile/strip-signature.ts'
import { isOutputPath } from '../../src/output/output-path.ts'
import { portwright, type Ran, temporaryFolder } from '../support/command-line.ts'
import { snapshot } from '../support/snapshot.ts'

interface Index {
  estateHash: string
  indexHash: string
  policies: { id: string; hash: string; guid: string; rules: { enabled: boolean; remoteAddresses: string[] }[] }[]
  files: { path: string; sha256: string }[]
}

let made: Promise<string> | null = null
/** A copy of one output that all tests start from. */
const output = async (t: ExecutionContext): Promise<string> => {
  made ??= (async () => {
    const folder = join(temporaryFolder(t), 'out')
    const words = [
      'compile',
      'policies/examples/small/estate.yaml',
      '--out',
      folder,
      '--target',
      'gpo,wfw,powershell,csv',
    ]
    const { exit, err } = await portwright(words)
    if (exit !== 0) throw new Error(err)
    const kept = `${dirname(folder)}-kept`
    renameSync(dirname(folder), kept)
    return join(kept, 'out')
  })()
  const folder = join(temporaryFolder(t), 'out')
  cpSync(await made, folder, { recursive: true, preserveTimestamps: true })
  return folder
}
test.after.always(async () => {
  if (made !== null) rmSync(dirname(await made), { recursive: true, force: true })
})

const indexOf = (folder: string): Index => JSON.parse(readFileSync(join(folder, 'portwright.json'), 'utf8'))
/** Writes an index whose own hash fits, as somebody would who knows how. */
const seal = (folder: string, index: Index): void => {
  const text = JSON.stringify({ ...index, indexHash: '0'.repeat(64) }, null, 2)
  const hash = createHash('sha256').update(text).digest('hex')
  writeFileSync(join(folder, 'portwright.json'), text.replace('0'.repeat(64), hash))
}
const json = ({ out }: Ran) => JSON.parse(out)

test('verify begins with the hash of the estate and that of the index, and changes nothing', async (t) => {
  const folder = await output(t)
  const before = snapshot(dirname(folder))
  const { exit, out } = await portwright(['verify', folder])
  t.is(exit, 0)
  const bytes = readFileSync(join(folder, 'portwright.json'))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  t.deepEqual(out.split('\n').slice(0, 2), [
    `estate hash ${indexOf(folder).estateHash}`,
    `SHA-256 of portwright.json ${sha256}`,
  ])
  const result = json(await portwright(['verify', folder, '--json']))
  t.deepEqual(
    [result.verified, result.estateHash, result.sha256, result.unknown, result.missing],
    [true, indexOf(folder).estateHash, sha256, [], []],
  )
  t.deepEqual(Object.keys(result.artifacts[0]), ['policy', 'target', 'path', 'verified', 'signed', 'differences'])
  t.deepEqual(snapshot(dirname(folder)), before)
})

test('the index hash is the SHA-256 of the text with that value as zeros', async (t) => {
  const folder = await output(t)
  const text = readFileSync(join(folder, 'portwright.json'), 'utf8')
  const { indexHash } = indexOf(folder)
  t.is(
    createHash('sha256')
      .update(text.replace(indexHash, '0'.repeat(64)))
      .digest('hex'),
    indexHash,
  )
})

test('a bit that flipped anywhere in the index is seen', async (t) => {
  const folder = await output(t)
  const path = join(folder, 'portwright.json')
  const bytes = readFileSync(path)
  for (let flip = 0; flip < 100; flip += 1) {
    const damaged = Buffer.from(bytes)
    const at = Math.floor((flip * bytes.length) / 100) + (flip % 7)
    damaged[at] = (damaged[at] as number) ^ (1 << (flip % 8))
    writeFileSync(path, damaged)
    const { exit, err } = await portwright(['verify', folder])
    t.is(exit, 1, `bit ${flip % 8} of byte ${at}`)
    t.regex(err, /index-damaged/)
  }
})

test('whatever is added to a folder of the output is named', async (t) => {
  const added = [
    ({ guid }: { guid: string }) => `gpo/${guid}/DomainSysvol/GPO/User/registry.pol`,
    ({ guid }: { guid: string }) => `gpo/${guid}/DomainSysvol/GPO/Machine/Scripts/Startup/run.ps1`,
    () => 'wfw/evil.wfw',
    () => 'powershell/evil.ps1',
    () => 'csv/flows.csv.lnk',
    // A folder of ours that this compile did not need.
    () => 'netsh/evil.cmd',
  ]
  for (const pathOf of added) {
    const folder = await output(t)
    const path = pathOf(indexOf(folder).policies[0] as { guid: string })
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), 'added')
    writeFileSync(join(folder, 'mine.txt'), 'beside the folders of the output')
    const result = await portwright(['verify', folder, '--json'])
    t.is(result.exit, 3)
    t.deepEqual(json(result).unknown, [path])
    t.false(json(result).verified)
  }
})

test('an empty folder, a link and a file in the place of a folder are named too', async (t) => {
  const folder = await output(t)
  mkdirSync(join(folder, 'wfw/empty'))
  symlinkSync('/etc', join(folder, 'csv/link'))
  writeFileSync(join(folder, 'dsc'), '')
  t.deepEqual(json(await portwright(['verify', folder, '--json'])).unknown, ['csv/link', 'dsc', 'wfw/empty/'])
})

test('an index that was changed with its own hash made to fit is still caught by the hashes of its policies', async (t) => {
  const changes: readonly ((index: Index) => void)[] = [
    (index) => {
      const rule = index.policies.flatMap(({ rules }) => rules)[0]
      if (rule) rule.enabled = false
    },
    (index) => {
      const rule = index.policies.flatMap(({ rules }) => rules)[0]
      if (rule) rule.remoteAddresses = []
    },
    (index) => void index.policies.pop(),
    (index) => {
      const policy = index.policies[0]
      if (policy) policy.hash = '0'.repeat(64)
    },
  ]
  for (const change of changes) {
    const folder = await output(t)
    const index = indexOf(folder)
    change(index)
    seal(folder, index)
    const { exit, err } = await portwright(['verify', folder])
    t.is(exit, 1)
    t.regex(err, /index-damaged/)
  }
})

test('an empty index proves nothing and is an error; so is one that is none', async (t) => {
  const folder = await output(t)
  const index = indexOf(folder)
  const whole = createHash('sha256').update('[]').digest('hex')
  seal(folder, { ...index, policies: [], estateHash: whole })
  t.regex((await portwright(['verify', folder])).err, /index-empty/)
  seal(folder, { ...index, files: [] })
  t.regex((await portwright(['verify', folder])).err, /index-empty/)
  for (const text of ['', '{}', '[]', 'null', '{"portwright":"1"}', '{"policies":[{}],"files":[null]}', '\ufeff{}']) {
    writeFileSync(join(folder, 'portwright.json'), text)
    const { exit, err } = await portwright(['verify', folder])
    t.is(exit, 1, text)
    t.regex(err, /portwright\.json:1:1: error\[index-damaged\]/)
  }
})

test('a path that leaves the output, by itself or by a link, is an error and is not read', async (t) => {
  for (const path of [
    '../../../../../dev/zero',
    '/dev/zero',
    'C:\\x',
    'wfw/../../x',
    'a//b',
    'wfw/a.txt:stream',
    '.',
    '',
  ]) {
    const folder = await output(t)
    const index = indexOf(folder)
    seal(folder, { ...index, files: [...index.files, { path, sha256: '' }] })
    const { exit, err } = await portwright(['verify', folder])
    t.is(exit, 1, path)
    t.regex(err, /index-path-outside/)
  }
  for (const target of ['/dev/zero', '/etc/passwd']) {
    const folder = await output(t)
    unlinkSync(join(folder, 'csv/flows.csv'))
    symlinkSync(target, join(folder, 'csv/flows.csv'))
    t.is((await portwright(['verify', folder])).exit, 1)
    renameSync(join(folder, 'csv'), join(folder, 'csv2'))
    symlinkSync('csv2', join(folder, 'csv'))
    unlinkSync(join(folder, 'csv/flows.csv'))
    // A link that stays inside is no way out, and no file of ours.
    t.is((await portwright(['verify', folder])).exit, 3)
  }
})

test('which paths stay in an output', (t) => {
  for (const path of ['a', 'a/b.c', 'gpo/{1B2C}/x.pol', 'dsc/A b+c.ps1', '.a', 'a/..b', 'Büro/名.txt'])
    t.true(isOutputPath(path), path)
  for (const path of [
    '',
    '/',
    '/a',
    'a/',
    '.',
    '..',
    'a/..',
    'a/./b',
    'a\\b',
    'C:a',
    'a\0',
    'a\n',
    'a.',
    'a ',
    null,
    7,
    'a/ ',
  ])
    t.false(isOutputPath(path), String(path))
})

const BLOCK = `\r\n# SIG # Begin signature block\r\n# MIIFuQYJKoZIhvcNAQcCoIIFqjCCBaYCAQExCzAJBgUrDgMCGgUAMGkGCisGAQQB\r\n# gjcCAQSgWzBZMDQGCg==\r\n# SIG # End signature block\r\n`

test('a signed script is compared without its signature and told as signed; code in such a block is a change', async (t) => {
  const folder = await output(t)
  const name = readdirSync(join(folder, 'powershell'))[0] as string
  const path = join(folder, 'powershell', name)
  const script = readFileSync(path)
  writeFileSync(path, Buffer.concat([script, Buffer.from(BLOCK)]))
  writeFileSync(
    join(folder, 'gpo/Import-FirewallGpo.ps1'),
    Buffer.concat([readFileSync(join(folder, 'gpo/Import-FirewallGpo.ps1')), Buffer.from(BLOCK)]),
  )
  const result = await portwright(['verify', folder, '--json'])
  t.is(result.exit, 0)
  t.deepEqual(json(result).signed, ['gpo/Import-FirewallGpo.ps1', `powershell/${name}`])
  t.deepEqual(
    json(result)
      .artifacts.filter(({ signed }: { signed: boolean }) => signed)
      .map(({ path: signed }: { path: string }) => signed),
    [`powershell/${name}`],
  )
  t.regex((await portwright(['verify', folder])).out, /\nsigned: powershell\//)
  for (const code of ['Remove-Item C:\\', '# $(Remove-Item C:\\)', '']) {
    const block = BLOCK.replace('# gjcCAQSgWzBZMDQGCg==', code)
    writeFileSync(path, Buffer.concat([script, Buffer.from(block)]))
    t.is((await portwright(['verify', folder])).exit, 3, code)
  }
  writeFileSync(path, Buffer.concat([script, Buffer.from(`${BLOCK}Remove-Item C:\\\r\n`)]))
  t.is((await portwright(['verify', folder])).exit, 3)
})

test('a script without a signature block has none to strip', (t) => {
  t.is(stripSignature(Buffer.from('# SIG # Begin signature block\r\n')), null)
  t.is(stripSignature(Buffer.from('')), null)
  t.deepEqual(stripSignature(Buffer.from(`x${BLOCK}`)), Buffer.from('x'))
})

test('a partial compile is refused where the folder holds more policies, and every hash of a part is that of the whole', async (t) => {
  const folder = await output(t)
  const before = snapshot(dirname(folder))
  const words = ['compile', 'policies/examples/small/estate.yaml', '--host', 'workstations', '--target', 'csv']
  const refused = await portwright([...words, '--out', folder])
  t.is(refused.exit, 1)
  t.regex(refused.err, /partial-over-whole/)
  t.deepEqual(snapshot(dirname(folder)), before)
  const part = join(dirname(folder), 'part')
  t.is((await portwright([...words, '--out', part])).exit, 0)
  t.is((await portwright([...words, '--out', part])).exit, 0)
  const [policy] = indexOf(part).policies
  t.is(policy?.hash, indexOf(folder).policies.find(({ id }) => id === policy?.id)?.hash)
  t.not(indexOf(part).estateHash, indexOf(folder).estateHash)
})
