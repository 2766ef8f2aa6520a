// SPDX-License-Identifier: MIT
import test from 'ava'
import { modelFor } from '../../../src/compile/model-for.ts'
import { isEncodeError } from '../../../src/formats/template/encode-error.ts'
import { meaningDifference } from '../../../src/packets/meaning-difference.ts'
import type { OutputFile } from '../../../src/targets/target.ts'
import { wfpTarget } from '../../../src/targets/wfp/target.ts'
import { parsePowerShell } from '../../support/powershell/parse.ts'
import { optionsOf, policyOf, RULES, rule } from '../../support/wfp/example-policy.ts'

const SOFT = { hardPermit: false, defaultBlock: false }
const MODES = [SOFT, { hardPermit: true, defaultBlock: false }, { hardPermit: false, defaultBlock: true }]
const text = (file: OutputFile | undefined): string => Buffer.from(file?.bytes ?? []).toString('utf8')
const written = (wfp = SOFT, rules = RULES): readonly OutputFile[] =>
  wfpTarget.write(policyOf(rules), optionsOf(wfp)).files
const changed = (
  files: readonly OutputFile[],
  index: number,
  change: (from: string) => string,
): readonly OutputFile[] =>
  files.map((file, at) => (at === index ? { ...file, bytes: new TextEncoder().encode(change(text(file))) } : file))

test('a policy is an XML file and an installer', (t) => {
  t.deepEqual(
    written().map(({ path }) => path),
    ['wfp/cm01.contoso.test.xml', 'wfp/cm01.contoso.test.ps1'],
  )
})

for (const mode of MODES) {
  test(`what is read back says what the model says, with ${JSON.stringify(mode)}`, (t) => {
    const policy = policyOf(RULES)
    const { files, losses } = wfpTarget.write(policy, optionsOf(mode))
    const read = wfpTarget.read(files)
    t.deepEqual(losses, [])
    t.deepEqual(read.losses, [])
    t.deepEqual(meaningDifference(modelFor(wfpTarget.capabilities, policy), read.rules), [])
    t.deepEqual(
      [...new Set(read.rules.map(({ id }) => id))],
      RULES.map(({ id }) => id),
    )
  })
}

test('the same policy gives the same bytes', (t) => {
  t.deepEqual(written(), written())
})

test('an installer that differs from the XML is found', (t) => {
  const files = changed(written(), 1, (script) => script.replace('"weight":8', '"weight":9'))
  t.deepEqual(wfpTarget.read(files).rules, [])
  t.is(wfpTarget.read(files).losses[0]?.field, 'wfp/cm01.contoso.test.ps1')
})

test('a default block that lacks an exemption is found', (t) => {
  const files = written({ hardPermit: false, defaultBlock: true }).slice(0, 1)
  t.deepEqual(wfpTarget.read(files).losses, [])
  const without = changed(files, 0, (xml) => xml.replace(/<uint16>136<\/uint16>/, '<uint16>137</uint16>'))
  t.regex(wfpTarget.read(without).losses[0]?.reason ?? '', /default block/)
})

test('broken XML is a loss, not an exception', (t) => {
  const files = changed(written(), 0, (xml) => xml.slice(0, 1000))
  t.is(wfpTarget.read(files).losses.length, 1)
})

test('the installer is CRLF, balanced, and parses as PowerShell', async (t) => {
  for (const mode of MODES) {
    const script = text(written(mode)[1])
    t.false(/[^\r]\n/.test(script))
    await t.notThrowsAsync(async () => t.deepEqual(await parsePowerShell(script), []))
  }
})

test('names of users stand in the installer as data', (t) => {
  const names = ["'; Remove-Item C:\\ #", '’ + $(calc) + ‘', "'@\r\n& calc\r\n@'", '{{name}}', '`"$x', '\u202egnp']
  const rules = names.map((displayName, index) => rule({ id: `{${index}}`, displayName, description: displayName }))
  const files = written(SOFT, rules)
  const lines = text(files[1])
    .split('\r\n')
    .filter((line) => line.startsWith("    '{"))
  t.is(lines.length, 2 * names.length)
  t.true(lines.every((line) => /^ {4}'[\x20-\x26\x28-\x7e]*'$/.test(line)))
  t.deepEqual(wfpTarget.read(files).losses, [])
})

test('a policy whose name PowerShell cannot say is refused', (t) => {
  const error = t.throws(() => wfpTarget.write({ ...policyOf(RULES), group: 'a\0b' }, optionsOf(SOFT)))
  t.true(isEncodeError(error))
})

test('a default block without outbound rules warns in the installer', (t) => {
  const inbound = RULES.filter(({ direction }) => direction === 'in')
  const mode = { hardPermit: false, defaultBlock: true }
  t.regex(text(written(mode, inbound)[1]), /Write-Warning -Message 'No rule of this policy is outbound/)
  t.notRegex(text(written(mode)[1]), /No rule of this policy is outbound/)
  t.notRegex(text(written(SOFT, inbound)[1]), /No rule of this policy is outbound/)
})
