// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { FLOW_ESTATE } from '../support/flow-estate.ts'

test('files that say flows are written where they are named, listed, verified and read', async (t) => {
  const folder = temporaryFolder(t)
  const [file, out] = [join(folder, 'estate.yaml'), join(folder, 'out')]
  writeFileSync(file, FLOW_ESTATE)
  const made = await portwright(['compile', file, '--out', out, '--target', 'aerleon,csv,aerleon', '--json'])
  t.is(made.exit, 0, made.err)
  const index = JSON.parse(made.out)
  const [artifact, ...others] = index.artifacts
  t.deepEqual(others, [])
  t.is(artifact.target, 'aerleon')
  t.true(artifact.verified)
  t.deepEqual(artifact.losses, [])
  t.is(artifact.files[0], artifact.path)
  const listed = new Map(index.files.map((one: { path: string; sha256: string }) => [one.path, one.sha256]))
  t.is(listed.get(artifact.path), artifact.sha256)
  for (const path of [...artifact.files, 'csv/flows.csv']) t.true(listed.has(path), path)

  const read = await portwright(['read', join(out, 'aerleon'), '--json'])
  t.is(read.exit, 0, read.err)
  const { format, rules, losses } = JSON.parse(read.out)
  const terms = artifact.files
    .map((path: string) => readFileSync(join(out, path), 'utf8').match(/^ {2}- name: /gm)?.length ?? 0)
    .reduce((sum: number, count: number) => sum + count, 0)
  t.deepEqual([format, rules.length, losses.length], ['aerleon', terms, 0])

  const verify = async () => {
    const { exit, out: text } = await portwright(['verify', out, '--json'])
    const { artifacts, changed } = JSON.parse(text)
    return { exit, changed, flows: artifacts.filter(({ policy }: { policy: unknown }) => policy === null) }
  }
  const good = await verify()
  t.is(good.exit, 0)
  t.deepEqual(
    good.flows.map(({ target, verified }: { target: string; verified: boolean }) => [target, verified]),
    [['aerleon', true]],
  )
  const path = join(out, artifact.path)
  writeFileSync(path, readFileSync(path, 'utf8').replace('PW-MANAGEMENT', 'PW-ANY'))
  const bad = await verify()
  t.is(bad.exit, 3)
  t.deepEqual(bad.changed, [artifact.path])
  t.false(bad.flows[0].verified)
  t.true(bad.flows[0].differences.length > 0)
})

test('the usual targets are written where nobody names one; an unknown one is told with the nearest', async (t) => {
  const folder = temporaryFolder(t)
  const [file, out] = [join(folder, 'estate.yaml'), join(folder, 'out')]
  writeFileSync(file, FLOW_ESTATE)
  t.is((await portwright(['compile', file, '--out', out])).exit, 0)
  t.true(existsSync(join(out, 'csv')))
  t.false(existsSync(join(out, 'aerleon')))
  const wrong = await portwright(['compile', file, '--out', out, '--target', 'gpo,aerleom'])
  t.is(wrong.exit, 2)
  t.regex(wrong.err, /unknown target “aerleom”[\s\S]*did you mean “aerleon”/)
  writeFileSync(file, `${FLOW_ESTATE}`.replace('firewall:\n', 'firewall:\n  targets: [csv, aerleom]\n'))
  const refused = await portwright(['compile', file, '--out', out])
  t.is(refused.exit, 1)
  t.regex(refused.err, /unknown-target[\s\S]*aerleon/)
})
