// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import type { DscResource } from '../../../src/formats/dsc/dsc-resource.ts'
import type { Policy } from '../../../src/rules/policy.ts'
import { inOrder, policyResources } from '../../../src/targets/dsc/policy-resources.ts'
import { writeDsc } from '../../../src/targets/dsc/write.ts'
import { pwshFor } from '../../support/powershell/find-pwsh.ts'
import { parsePowerShell } from '../../support/powershell/parse.ts'
import { runScript } from '../../support/powershell/run-script.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'
import { hostileText } from './hostile-text.ts'
import { rule, samplePolicy } from './sample-policy.ts'

const scriptOf = (policy: Policy): string =>
  new TextDecoder().decode(writeDsc(policy, PLAIN_OPTIONS).files[0]?.bytes).replaceAll('\r\n', '\n')

/** `Configuration` needs Windows: the same text as a function, a block as a call with a hashtable. */
const asFunction = (script: string): string =>
  script
    .replace(/^Configuration /m, 'function ')
    .replace('    Node $NodeName\n    {', '    Node $NodeName {')
    .replace(/^( {8}[A-Za-z]+ '.*')\n {8}\{$/gm, '$1 @{')

const STAND_INS = `
function Import-DscResource { }
function Node { param($Name, [scriptblock] $Body) & $Body }
${['Firewall', 'FirewallProfile', 'Registry']
  .map(
    (type) =>
      `function ${type} { param($Name, $Properties) [pscustomobject]@{ type = '${type}'; name = $Name; properties = $Properties } }`,
  )
  .join('\n')}
`

const hostilePolicy = (texts: readonly string[]): Policy =>
  samplePolicy({
    description: texts.join(' '),
    name: texts.join(' '),
    rules: [
      ...samplePolicy().rules,
      ...texts.map((text, index) =>
        rule({ id: `${index}${text}`, displayName: `${index}${text}`, description: text, group: text }),
      ),
    ],
  })

const SAMPLES = fc.sample(hostileText, { numRuns: 16, seed: 5 })

test('the script is PowerShell, whatever text it carries', async (t) => {
  for (const policy of [samplePolicy(), hostilePolicy(["it's ’ ‘ ‚ ‛", '$(calc)', 'a\nb', '#> <#', '`"{{x}}'])])
    t.deepEqual(await parsePowerShell(asFunction(scriptOf(policy))), [])
})

test('PowerShell itself sees exactly the properties of the resources', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = mkdtempSync(join(tmpdir(), 'portwright-'))
  try {
    const policy = hostilePolicy(SAMPLES)
    const file = join(folder, 'run.ps1')
    const script = asFunction(scriptOf(policy))
    writeFileSync(file, `\uFEFF${STAND_INS}${script.replace(/^\uFEFF/, '')}\nFirewallPolicy_cm01_contoso_test\n`)
    const { objects, errors } = await runScript<DscResource>(pwsh, file, {})
    t.deepEqual(errors, [])
    t.deepEqual(
      objects.map((resource) => ({ ...resource })),
      [...inOrder(policyResources(policy))],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
