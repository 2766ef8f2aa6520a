// SPDX-License-Identifier: MIT
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const block = (text: string, language: string): string =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(text)?.[1] ?? ''

test('the example of docs/commands/traffic.md is what the command prints', async (t) => {
  const page = readFileSync(join(ROOT, 'docs/commands/traffic.md'), 'utf8').replaceAll('\r\n', '\n')
  const folder = temporaryFolder(t)
  const [estate, log] = [join(folder, 'estate.yaml'), join(folder, 'pfirewall.log')]
  copyFileSync(join(ROOT, 'policies/examples/hierarchy/estate.yaml'), estate)
  writeFileSync(log, block(page, 'log'))
  const { exit, out, err } = await portwright(['traffic', estate, log])
  t.is(exit, 3)
  t.is(err, '')
  t.is(out.replaceAll(`${folder}/`, '').replaceAll(`${folder}\\`, ''), block(page, 'text'))
})
