// SPDX-License-Identifier: MIT
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { writeWfp } from '../../../src/targets/wfp/write.ts'
import { inTurn } from '../../support/in-turn.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { pwshEnvironment } from '../../support/powershell/pwsh-environment.ts'
import { PWSH_WORDS } from '../../support/powershell/pwsh-words.ts'
import { optionsOf, policyOf, RULES } from '../../support/wfp/example-policy.ts'
import { findProgram } from '../../support/wfp/find-program.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 3)

interface Machine {
  readonly folder: string
  /** Runs PowerShell lines in which $s is the installer. */
  readonly run: (lines: readonly string[], variables?: Readonly<Record<string, string>>) => Run
}

interface Run {
  readonly status: number | null
  readonly output: readonly string[]
  readonly errors: string
  /** Calls that reached the engine. */
  readonly calls: readonly string[]
}

interface Parts {
  /** Libraries of C in place of Windows' own. */
  readonly libraries: string
  /** The C# of the installer, compiled: what each run would compile anew. */
  readonly engine: string
}

let parts: Parts | undefined

const partsOf = (gcc: string): Parts => {
  const libraries = mkdtempSync(join(tmpdir(), 'portwright-'))
  const library = join(libraries, 'libfwpuclnt.dll.so')
  execFileSync(gcc, ['-shared', '-fPIC', '-o', library, join(import.meta.dirname, '../../support/wfp/engine.c')])
  for (const name of ['advapi32', 'kernel32']) copyFileSync(library, join(libraries, `lib${name}.dll.so`))
  const engine = join(libraries, 'engine.dll')
  return { libraries, engine }
}

/** The line that makes the library: a run that compiles anyway makes it on the way, else a run of its own does. */
const compileLine = (engine: string): string => {
  const source = join(import.meta.dirname, '../../../templates/wfp/engine.hbs')
  return `Add-Type -TypeDefinition ([System.IO.File]::ReadAllText('${source}')) -OutputAssembly '${engine}'`
}

/** A machine with PowerShell and a filter engine in place of Windows' own. */
const machine = (
  t: ExecutionContext,
  wfp = { hardPermit: false, defaultBlock: true },
  compiled = true,
): Machine | null => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return null
  const gcc = process.platform === 'linux' ? findProgram(t, 'gcc', 'pwsh') : null
  if (gcc === null) return null
  parts ??= partsOf(gcc)
  const { libraries, engine } = parts
  const folder = mkdtempSync(join(tmpdir(), 'portwright-'))
  const script = join(folder, 'policy.ps1')
  const written = writeWfp(policyOf(RULES), optionsOf(wfp))
  writeFileSync(script, written.files[1]?.bytes ?? new Uint8Array())
  const run: Machine['run'] = (lines, variables = {}) => {
    const log = join(mkdtempSync(join(folder, 'run-')), 'log')
    const main = join(folder, 'main.ps1')
    if (compiled && !existsSync(engine)) execFileSync(pwsh, [...PWSH_WORDS, '-Command', compileLine(engine)])
    const load = compiled ? `Add-Type -Path '${engine}'` : compileLine(engine)
    writeFileSync(main, [load, `$s = '${script}'`, ...lines].join('\n'))
    const { status, stdout, stderr } = spawnSync(pwsh, [...PWSH_WORDS, '-File', main], {
      encoding: 'utf8',
      env: {
        ...pwshEnvironment({ TERM: 'dumb', SystemRoot: 'C:\\Windows', WFP_LOG: log, LD_LIBRARY_PATH: libraries }),
        ...variables,
      },
    })
    const text = stdout.split('\n').map((line) => line.trim())
    return {
      status,
      output: text.filter((line) => line !== '' && !line.startsWith('WARNING')),
      errors: stderr,
      calls: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [],
    }
  }
  return { folder, run }
}

const COUNT = '"$(($_ | Group-Object -Property Action | ForEach-Object { "$($_.Count) $($_.Name)" }) -join ", ")"'
const counted = (line: string): string =>
  `${line} | ForEach-Object -Begin { $a = @() } -Process { $a += $_ } -End { ,$a } | ForEach-Object { ${COUNT} }`
/** The last line of a run, which counts. */
const isLine = (line: string): boolean => /^\d+ added, /.test(line)
const withoutLines = (output: readonly string[]): readonly string[] => output.filter((line) => !isLine(line))
const changes = (calls: readonly string[]): number =>
  calls.filter((call) => /^(begin|provider|sublayer|filter|delete)/.test(call)).length

let whole: Run | null = null

/** -WhatIf on an empty machine, then the installer as it stands, which compiles its C# itself: several tests look at it. */
const wholeRun = (t: ExecutionContext): Run | null => {
  if (whole !== null) return whole
  const pc = machine(t, { hardPermit: false, defaultBlock: true }, false)
  if (pc === null) return null
  const mark = `'${MARK}'; [System.IO.File]::AppendAllText($env:WFP_LOG, "${MARK}\n")`
  whole = pc.run([
    counted('& $s -WhatIf'),
    mark,
    ...[counted('& $s'), counted('& $s'), counted('& $s -Remove'), counted('& $s')],
  ])
  return whole
}

const MARK = 'changed from here'
const before = (lines: readonly string[]): readonly string[] => lines.slice(0, lines.indexOf(MARK))
const after = (lines: readonly string[]): readonly string[] => lines.slice(lines.indexOf(MARK) + 1)

test('the installer adds every filter once, changes nothing on a second run, and removes all of it', (t) => {
  const run = wholeRun(t)
  if (run === null) return
  const output = after(run.output)
  const calls = after(run.calls)
  t.is(run.status, 0)
  t.deepEqual(withoutLines(output), ['31 Added', '31 Unchanged', '31 Removed', '31 Added'])
  t.deepEqual(output.filter(isLine).slice(0, 3), [
    '31 added, 0 changed, 0 removed, 0 unchanged',
    '0 added, 0 changed, 0 removed, 31 unchanged',
    '0 added, 0 changed, 31 removed, 0 unchanged',
  ])
  t.is(calls.filter((call) => call === 'begin').length, 3)
  t.is(calls.filter((call) => call === 'commit').length, 3)
  t.is(calls.filter((call) => call.startsWith('delete filter')).length, 31)
})

scenario('the engine gets the values that the table says', (t) => {
  const run = wholeRun(t)
  if (run === null) return
  const { calls } = run
  t.true(calls.some((call) => /^provider \S+ flags 1 service BFE name Portwright: contoso \/ cm01$/.test(call)))
  t.true(calls.some((call) => /^sublayer \S+ flags 1 provider \S+ weight 65535$/.test(call)))
  const remote = '{b235ae9a-1d64-49b8-a44c-5ff3d9095045}'
  for (const condition of [
    '{d78e1e87-8644-4ea5-9437-d809ecefc971} 0 c 530079007300740065006d000000',
    `${remote} 0 3 167772170`,
    `${remote} 0 100 0a0a0000/ffff0000`,
    `${remote} 5 102 3:3221225985-3221225993`,
    `${remote} 0 101 20010db8000000000000000000000000/32`,
    `${remote} 0 b 20010db9000000000000000000000001`,
    `${remote} 5 102 11:20010dba000000000000000000000001-20010dba000000000000000000000007`,
    '{0c1ba1af-5765-453f-af22-a8f791ac775b} 5 102 2:49152-65535',
    '{632ce23b-5167-435c-86d7-e903684aa80c} 6 3 1',
    `{d78e1e87-8644-4ea5-9437-d809ecefc971} 0 c ${Buffer.from('\\device\\harddiskvolume3\\windows\\ccm\\remctrl\\cmrcservice.exe\0', 'utf16le').toString('hex')}`,
    `{af043a0a-b34d-4f86-979c-c90371af6e66} 0 e ${Buffer.from('O:SYG:SYD:(A;;CCRC;;;S-1-5-80-979556362-403687129-3954533659-2335141334-1547273080)').toString('hex')}`,
  ]) {
    t.true(calls.includes(`condition ${condition}`), condition)
  }
})

scenario('a filter that the engine refuses leaves the machine as it was and is named with exit code 1', (t) => {
  const pc = machine(t)
  if (pc === null) return
  const { output, errors, calls } = pc.run(['& $s', '"exit $LASTEXITCODE"', counted('& $s -Remove')], { WFP_FAIL: '3' })
  t.deepEqual(withoutLines(output), ['exit 1'])
  t.regex(errors.replace(/\s*\|?\s+/g, ' '), /Rule '\{B\}' \(\{B\}\) at FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4/)
  t.true(calls.includes('abort'))
  t.false(calls.includes('commit'))
})

scenario('with -WhatIf nothing is changed and everything is shown', (t) => {
  const run = wholeRun(t)
  if (run === null) return
  t.true(run.calls.includes(MARK))
  t.deepEqual(
    withoutLines(before(run.output)).filter((line) => !line.startsWith('What if')),
    ['31 Skipped'],
  )
  t.is(changes(before(run.calls)), 0)
})

scenario('a dynamic run lives in its session and does not mix with a persistent one', (t) => {
  const pc = machine(t)
  if (pc === null) return
  const lines = [
    counted('& $s -Dynamic'),
    counted('& $s -Dynamic'),
    '& $s',
    '"exit $LASTEXITCODE"',
    counted('& $s -Remove'),
  ]
  const { output, errors, calls } = pc.run(lines)
  t.deepEqual(withoutLines(output), ['31 Added', '31 Unchanged', 'exit 1', '31 Removed'])
  t.regex(errors, /dynamic now/)
  t.true(calls.includes('open dynamic'))
  t.true(calls.some((call) => /^filter \S+ layer \S+ flags 0 /.test(call)))
})

scenario('hard permits carry FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT and blocks do not', (t) => {
  const pc = machine(t, { hardPermit: true, defaultBlock: false })
  if (pc === null) return
  const { calls } = pc.run(['$null = & $s'])
  const filters = calls.filter((call) => call.startsWith('filter '))
  t.true(filters.every((call) => / flags 9 weight 8 action 1002 | flags 1 weight 12 action 1001 /.test(call)))
  t.is(filters.filter((call) => call.includes(' action 1001 ')).length, 2)
})
