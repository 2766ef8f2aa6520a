// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { madeBeside } from '../../src/output/made-beside.ts'
import { nodeProcesses } from '../../src/output/processes.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { skip } from '../support/shared.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const example = (name: string): string => join(ROOT, 'policies/examples', name)

test('help names every command and what to do first', async (t) => {
  const { exit, out } = await portwright(['--help'])
  t.is(exit, 0)
  for (const word of ['init', 'check', 'compile', 'verify', 'read', 'catalog', 'import', 'schema', 'Start with'])
    t.regex(out, new RegExp(word))
})

for (const command of ['init', 'check', 'compile', 'verify', 'read', 'catalog', 'import', 'schema']) {
  test(`${command} --help shows an example`, async (t) => {
    const { exit, out } = await portwright([command, '--help'])
    t.is(exit, 0)
    t.regex(out, /Examples?:\n {2}\$ portwright /)
  })
}

test('a misspelled command, option, target, host, product and role is a wrong command line with the nearest word', async (t) => {
  const small = example('small/estate.yaml')
  for (const [words, hint] of [
    [['complie', small], 'compile'],
    [['compile', small, '--targt', 'gpo'], '--target'],
    [['compile', small, '--target', 'gpu'], 'gpo'],
    [['compile', small, '--host', 'cm1.fabrikam.test'], 'cm01.fabrikam.test'],
    [['catalog', '--product', 'cm2010'], 'cm2012'],
    [['catalog', '--from', 'sites-server'], 'site-server'],
    [['check', small, '--format', 'xml'], 'sarif'],
  ] as const) {
    const { exit, out, err } = await portwright(words)
    t.is(exit, 2, words.join(' '))
    t.is(out, '')
    t.true(err.includes(hint), err)
  }
})

test('a list that is given twice is the list of both', async (t) => {
  const out = join(temporaryFolder(t), 'out')
  const words = ['compile', example('small/estate.yaml'), '--out', out]
  t.is((await portwright([...words, '--target', 'csv', '--target', 'netsh,csv'])).exit, 0)
  t.deepEqual(readdirSync(out).sort(), ['csv', 'netsh', 'portwright.json'])
  t.is((await portwright([...words, '--host', 'cm01.fabrikam.test', '--host', 'nobody'])).exit, 2)
  t.is((await portwright([...words, '--host', 'nobody', '--host', 'cm01.fabrikam.test'])).exit, 2)
})

test('a missing argument is a wrong command line', async (t) => {
  t.is((await portwright(['compile'])).exit, 2)
  t.is((await portwright([])).exit, 2)
})

test('an estate that is not there is an error at its first character', async (t) => {
  const { exit, err } = await portwright(['check', 'nowhere.yaml'])
  t.is(exit, 1)
  t.regex(err, /^nowhere\.yaml:1:1: error\[file-unreadable\]: /)
})

test('a mistake is shown with its line, carets and the word that was meant, and nothing is written', async (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  writeFileSync(
    estate,
    'name: x\nproduct: cmcb\nsites: { S: { type: primary } }\nhosts:\n  a.test: { addresses: [10.0.0.1], site: S, roles: [management-pont] }\n',
  )
  const { exit, err } = await portwright(['compile', estate, '--out', join(folder, 'out')])
  t.is(exit, 1)
  t.regex(err, /estate\.yaml:5:53: error\[unknown-role\]/)
  t.regex(err, /\^{15}/)
  t.regex(err, /management-point/)
  t.false(existsSync(join(folder, 'out')))
})

test('diagnostics as JSON and SARIF are the data of check', async (t) => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  writeFileSync(estate, 'name: x\nproduct: cm2007\nsitez: {}\n')
  const json = await portwright(['check', estate, '--format', 'json'])
  t.is(json.exit, 1)
  const [first] = JSON.parse(json.out) as { code: string; line: number; column: number; hint: string }[]
  t.like(first, { code: 'unknown-key', line: 3, column: 1 })
  const sarif = JSON.parse((await portwright(['check', estate, '--format', 'sarif'])).out) as { version: string }
  t.is(sarif.version, '2.1.0')
  t.regex((await portwright(['check', estate, '--format', 'github'])).out, /^::error file=/)
})

test('init writes an estate that compiles, and refuses where one exists', async (t) => {
  const folder = temporaryFolder(t)
  t.is((await portwright(['init', folder])).exit, 0)
  const estate = join(folder, 'estate.yaml')
  t.is((await portwright(['check', estate])).exit, 0)
  t.is((await portwright(['compile', estate, '--out', join(folder, 'out'), '--target', 'gpo,csv'])).exit, 0)
  const schema = /\$schema=(\S+)/.exec(readFileSync(estate, 'utf8'))?.[1] ?? ''
  t.is(readFileSync(join(folder, schema), 'utf8'), (await portwright(['schema'])).out)
  const owner = { process: spawnSync(process.execPath, ['-e', '']).pid, started: '1', machine: nodeProcesses.machine }
  for (const name of ['estate.yaml', 'estate.schema.json'])
    writeFileSync(madeBeside(join(folder, name), { ...owner, nonce: '00000000' }), 'left by a kill')
  const again = await portwright(['init', folder])
  t.deepEqual(readdirSync(folder).sort(), ['estate.schema.json', 'estate.yaml', 'out'])
  t.is(again.exit, 1)
  t.regex(again.err, /already there/)
})

test('verify sees an artifact that was changed, and one that is gone', async (t) => {
  const folder = temporaryFolder(t)
  const out = join(folder, 'out')
  await portwright(['compile', example('small/estate.yaml'), '--out', out, '--target', 'csv'])
  const rules = join(out, 'csv/rules.csv')
  writeFileSync(rules, readFileSync(rules, 'utf8').replace('198.51.100.10', '198.51.100.11'))
  const changed = await portwright(['verify', out])
  t.is(changed.exit, 3)
  t.regex(changed.err, /198\.51\.100\.11/)
  t.is((await portwright(['verify', folder])).exit, 1)
})

test('a compile of some hosts and targets writes their part alone', async (t) => {
  const folder = temporaryFolder(t)
  const out = join(folder, 'out')
  const { exit } = await portwright([
    'compile',
    example('small/estate.yaml'),
    '--out',
    out,
    '--host',
    'dp01.fabrikam.test',
    '--target',
    'csv',
  ])
  t.is(exit, 0)
  const index = JSON.parse(readFileSync(join(out, 'portwright.json'), 'utf8')) as {
    policies: { hosts: string[] }[]
    files: { path: string }[]
  }
  t.deepEqual(
    index.policies.map((policy) => policy.hosts),
    [['dp01.fabrikam.test']],
  )
  t.deepEqual(
    index.files.map((file) => file.path),
    ['csv/flows.csv', 'csv/rules.csv'],
  )
})

test('a file of somebody else in the way is an error, and stays as it is', async (t) => {
  const folder = temporaryFolder(t)
  const out = join(folder, 'out')
  mkdirSync(join(out, 'csv'), { recursive: true })
  writeFileSync(join(out, 'csv/rules.csv'), 'mine')
  const { exit, err } = await portwright(['compile', example('small/estate.yaml'), '--out', out, '--target', 'csv'])
  t.is(exit, 1)
  t.regex(err, /output-in-use/)
  t.is(readFileSync(join(out, 'csv/rules.csv'), 'utf8'), 'mine')
})

test('the catalogue as JSON holds every entry with its sources', async (t) => {
  for (const product of ['cm2007', 'cm2012', 'cmcb']) {
    const flows = JSON.parse((await portwright(['catalog', '--product', product, '--json'])).out) as {
      id: string
      sources: unknown[]
    }[]
    t.true(flows.length > 150)
    t.true(flows.every((flow) => flow.id.startsWith(`${product}/`) && flow.sources.length > 0))
  }
})

test('the catalogue of a version lacks what came later and what was gone by then', async (t) => {
  const ids = async (version: string): Promise<readonly string[]> =>
    (
      JSON.parse((await portwright(['catalog', '--product', 'cmcb', '--version', version, '--json'])).out) as {
        id: string
      }[]
    ).map((flow) => flow.id)
  const [old, now] = [await ids('1602'), await ids('2603')]
  t.true(old.some((id) => id.includes('application-catalog')))
  t.false(now.some((id) => id.includes('application-catalog')))
})

const built = existsSync(join(ROOT, 'dist/main.cjs'))

test('the built command prints its version', (t) => {
  t.true(built, 'run “npm run build” first')
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'bin/portwright.js'), '--version'], {
    encoding: 'utf8',
  })
  t.is(status, 0)
  t.is(stdout.trim(), (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version)
})

test('the built program runs without the cache of code as with it, and loaded by Node.js itself', (t) => {
  const home = temporaryFolder(t)
  const environment = { ...process.env, XDG_CACHE_HOME: home, LOCALAPPDATA: home }
  for (const words of [
    ['--version'],
    ['catalog', '--product', 'cm2007', '--json'],
    ['check', example('small/estate.yaml'), '--format', 'json'],
    ['schema'],
  ]) {
    const answer = (file: string, more: Readonly<Record<string, string>> = {}): string => {
      const env = { ...environment, ...more }
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, file), ...words], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        env,
      })
      t.is(status, 0, stderr)
      return stdout
    }
    const without = answer('bin/portwright.js', { NODE_DISABLE_COMPILE_CACHE: '1' })
    t.is(answer('dist/main.cjs'), without)
    // The second of these runs from what the first one has kept.
    t.is(answer('bin/portwright.js'), without)
    t.is(answer('bin/portwright.js'), without)
  }
})

for (const name of ['small/estate.yaml', 'typescript/estate.ts']) {
  test(`the built command compiles the example ${name} as the sources do`, async (t) => {
    const folder = temporaryFolder(t)
    const [built, sources] = [join(folder, 'built'), join(folder, 'sources')]
    const words = ['compile', example(name), '--out']
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/portwright.js'), ...words, built], {
      encoding: 'utf8',
    })
    t.is(status, 0, stderr)
    t.is((await portwright([...words, sources])).exit, 0)
    t.is(readFileSync(join(built, 'portwright.json'), 'utf8'), readFileSync(join(sources, 'portwright.json'), 'utf8'))
  })
}

test('a reader that closes the pipe ends the command silently', async (t) => {
  const child = spawn(process.execPath, [join(ROOT, 'bin/portwright.js'), 'catalog', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (text) => {
    err += String(text)
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((done) => child.on('close', done))
  t.is(code, 0)
  t.is(err, '')
})

test('a file behind standard output that takes a part of the answer alone is an error, not the whole answer', (t) => {
  if (spawnSync('prlimit', ['--version']).status !== 0) return skip(t, `${t.title}: no prlimit`)
  const file = join(temporaryFolder(t), 'out')
  const run = (limit: number, ...words: readonly string[]) => {
    const out = openSync(file, 'w')
    const { status, stderr } = spawnSync(
      'prlimit',
      [`--fsize=${limit}`, process.execPath, join(ROOT, 'bin/portwright.js'), ...words],
      { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' },
    )
    closeSync(out)
    return { status, stderr, length: statSync(file).size }
  }
  for (const words of [['schema'], ['catalog', '--json'], ['--help']]) {
    const whole = run(10_000_000, ...words)
    t.is(whole.status, 0, whole.stderr)
    for (const limit of [1, Math.floor(whole.length / 2), whole.length - 1]) {
      const { status, stderr, length } = run(limit, ...words)
      t.is(status, 1)
      t.is(length, limit)
      t.regex(stderr, /^portwright: standard output cannot be read or written: /)
    }
    t.deepEqual(run(whole.length, ...words), whole)
  }
})

test('an answer that nobody reads to its end has its exit code, and what is written is written', async (t) => {
  const folder = temporaryFolder(t)
  const page = join(folder, 'page.html')
  const plan = ['plan', example('hierarchy/estate.yaml'), '--against', example('small/estate.yaml'), '--format', 'json']
  const log = join(folder, 'pfirewall.log')
  writeFileSync(
    log,
    '#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: Local\n#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path\n2026-01-10 08:00:00 ALLOW TCP 192.0.2.77 10.10.0.11 50000 4444 0 - 0 0 0 - - - RECEIVE\n',
  )
  const traffic = ['traffic', example('hierarchy/estate.yaml'), log, '--flows', '-', '--html', page]
  for (const [of, expected] of [
    [plan, 3],
    [traffic, 3],
    [['check', example('hierarchy/estate.yaml'), '--format', 'json', '--watch'], 0],
  ] as const) {
    const child = spawn(process.execPath, [join(ROOT, 'bin/portwright.js'), ...of], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    child.stderr.resume()
    t.is(await new Promise((done) => child.on('close', done)), expected, of[0])
  }
  t.true(existsSync(page))
})

test('verify sees every changed file, whatever it is, and a folder where a file was', async (t) => {
  const folder = temporaryFolder(t)
  const out = join(folder, 'out')
  await portwright(['compile', example('small/estate.yaml'), '--out', out])
  writeFileSync(join(out, 'preview/index.html'), 'nothing')
  rmSync(join(out, 'csv/flows.csv'))
  mkdirSync(join(out, 'csv/flows.csv'))
  const { exit, err } = await portwright(['verify', out])
  t.is(exit, 3)
  t.regex(err, /csv\/flows\.csv is missing\npreview\/index\.html was changed since the compile\n/)
})

test('a portwright.json of somebody else is never replaced, and a link stays a link', async (t) => {
  const folder = temporaryFolder(t)
  const out = join(folder, 'out')
  mkdirSync(out)
  writeFileSync(join(out, 'portwright.json'), '{"name":"mine"}')
  t.is((await portwright(['compile', example('small/estate.yaml'), '--out', out, '--target', 'csv'])).exit, 1)
  t.is(readFileSync(join(out, 'portwright.json'), 'utf8'), '{"name":"mine"}')
  mkdirSync(join(folder, 'real'))
  writeFileSync(join(folder, 'real/keep.txt'), 'keep')
  symlinkSync('real', join(folder, 'link'))
  t.is(
    (await portwright(['compile', example('small/estate.yaml'), '--out', join(folder, 'link'), '--target', 'csv']))
      .exit,
    0,
  )
  t.true(lstatSync(join(folder, 'link')).isSymbolicLink())
  t.is(readFileSync(join(folder, 'real/keep.txt'), 'utf8'), 'keep')
  t.true(existsSync(join(folder, 'real/portwright.json')))
})

test('a damaged artifact is wrong input, never a fault', async (t) => {
  const folder = temporaryFolder(t)
  const csv = join(folder, 'rules.csv')
  writeFileSync(csv, Buffer.concat([Buffer.from('policy,id,displayName,\r\n'), Buffer.from([0xff, 0xfe, 0xff])]))
  const damaged = await portwright(['read', csv, '--strict'])
  t.is(damaged.exit, 3)
  t.regex(damaged.out, /0 rules, 0 other values, 1 loss/)
  writeFileSync(csv, Buffer.from([0xff, 0xfe, 0xff]))
  const destroyed = await portwright(['read', csv])
  t.is(destroyed.exit, 1)
  t.regex(destroyed.err, /rules\.csv:1:1: error\[/)
})

test('an unknown command is one with --help too', async (t) => {
  t.is((await portwright(['bogus', '--help'])).exit, 2)
})

test('an output folder in which the user stands, or which holds that folder, is refused before anything is moved', (t) => {
  const folder = temporaryFolder(t)
  mkdirSync(join(folder, 'estate'))
  const cwd = join(folder, 'estate')
  const bin = join(ROOT, 'bin/portwright.js')
  for (const out of ['', '.', '..', '../estate', cwd]) {
    const words = [bin, 'compile', example('small/estate.yaml'), '--out', out, '--target', 'csv']
    const { status, stderr } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' })
    t.is(status, 2, out)
    t.regex(stderr, /^portwright: --out .*\nhint: .*, such as out\n$/)
  }
  t.deepEqual(readdirSync(folder, { recursive: true }), ['estate'])
})

test('the short name of a host gets its full name as a hint', async (t) => {
  const { err } = await portwright(['compile', example('small/estate.yaml'), '--host', 'dp01'])
  t.regex(err, /hint: did you mean “dp01\.fabrikam\.test”\?/)
})

test('what cannot be read says whether it is empty, of no known kind, or cut in its header', async (t) => {
  const pol = join(temporaryFolder(t), 'a.pol')
  for (const [bytes, said] of [
    ['', /a\.pol:1:1: error\[empty-artifact\]: The file is empty\.\n {2}hint: It reads /],
    ['name: x\n', /a\.pol:1:1: error\[unknown-artifact\]: .*\n {2}hint: It reads /],
    ['PReg\u0001', /a\.pol:1:1: error\[destroyed-artifact\]: .* ends within its header \(byte 4\)/],
  ] as const) {
    writeFileSync(pol, bytes)
    t.regex((await portwright(['read', pol])).err, said)
  }
})

test('verify tells a folder that is not there, a file, a folder without an index and a damaged index apart', async (t) => {
  const folder = temporaryFolder(t)
  const damaged = join(folder, 'damaged')
  const file = join(folder, 'file')
  mkdirSync(damaged)
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(damaged, 'portwright.json'), '{')
  writeFileSync(file, '')
  for (const [given, said] of [
    [join(folder, 'none'), /there is no such folder\./],
    [file, / is no folder\./],
    [join(folder, 'empty'), /portwright\.json is missing\./],
    [damaged, /portwright\.json:1:1: error\[index-damaged\]: .* is damaged: it is not JSON/],
  ] as const) {
    const { exit, err } = await portwright(['verify', given])
    t.is(exit, 1)
    t.regex(err, said)
  }
})

test('the catalogue for people says what its notes say, each note once, and only those that a row carries', async (t) => {
  const { out } = await portwright(['catalog', '--product', 'cmcb', '--from', 'pxe-client'])
  const text = out.replace(/\s+/g, ' ')
  t.is(text.split('tftp-answers: TFTP is asked on UDP 69').length, 2)
  t.true(text.includes('dhcp-authorization: A PXE server needs UDP 68 only'))
  t.false(text.includes('alternate-port:'))
})

test('the hash of an input is that of the file, a byte order mark included', async (t) => {
  const folder = temporaryFolder(t)
  const bytes = Buffer.concat([
    Buffer.from('\ufeff'),
    readFileSync(join(import.meta.dirname, '../../policies/examples/small/estate.yaml')),
  ])
  writeFileSync(join(folder, 'estate.yaml'), bytes)
  const words = ['compile', join(folder, 'estate.yaml'), '--out', join(folder, 'out'), '--target', 'csv', '--json']
  const { inputs } = JSON.parse((await portwright(words)).out)
  t.deepEqual(inputs, [{ path: 'estate.yaml', sha256: createHash('sha256').update(bytes).digest('hex') }])
})

test('where standard output takes no more, the command says so, and that the output stands', async (t) => {
  const folder = temporaryFolder(t)
  const out = join(folder, 'out')
  let err = ''
  const exit = await runCommandLine(
    ['compile', 'policies/examples/small/estate.yaml', '--out', out, '--target', 'csv', '--json'],
    {
      out: async () => {
        throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
      },
      err: (text) => {
        err += text
      },
      outIsTerminal: false,
      errIsTerminal: false,
      columns: 100,
      quiet: true,
      verbose: false,
      environment: {},
      readInput: async () => Buffer.from(''),
      today: '2026-01-15',
    },
  )
  t.is(exit, 1)
  t.is(
    err,
    `The output in ${out} is written and whole; only what is printed is cut off.\nportwright: standard output cannot be read or written: the disk is full\n`,
  )
  t.is((await portwright(['verify', out])).exit, 0)
})
