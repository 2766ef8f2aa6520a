// SPDX-License-Identifier: MIT
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { compiled } from '../support/compile.ts'
import { letsIn, letsOut } from './allows.ts'
import type { FieldCase, Question } from './field-case.ts'

type Answer = (t: ExecutionContext, one: FieldCase, path: string) => Promise<readonly string[]>

const words = (packet: Question): string => packet.join(' ')

const allows: Answer = async (_, one, path) => {
  const { policies } = await compiled(readFileSync(path, 'utf8'))
  const closed = [
    ...(one.yes ?? []).filter((packet) => !letsIn(policies, packet)),
    ...(one.out_yes ?? []).filter((packet) => !letsOut(policies, packet)),
  ].map((packet) => `closed: ${words(packet)}`)
  const open = (one.no ?? []).filter((packet) => letsIn(policies, packet)).map((packet) => `open: ${words(packet)}`)
  if (closed.length === 0 || one.or_says === undefined) return [...closed, ...open]
  const { out, err } = await portwright(['check', path])
  return new RegExp(one.or_says).test(out + err) ? open : [...closed, ...open]
}

const says: Answer = async (_, one, path) => {
  const { exit, out, err } = await portwright(['check', path])
  const text = out + err
  const json = JSON.parse((await portwright(['check', path, '--format', 'json'])).out) as { readonly code: string }[]
  const codes = json.map(({ code }) => code)
  return [
    ...(exit === one.exit ? [] : [`exit ${exit}`]),
    ...(one.says === undefined || new RegExp(one.says).test(text) ? [] : [`says no ${one.says}`]),
    ...(one.codes ?? []).filter((code) => !codes.includes(code)).map((code) => `no ${code}`),
    ...(one.not_codes ?? []).filter((code) => codes.includes(code)).map((code) => `a ${code}`),
  ]
}

const dsc: Answer = async (t, one, path) => {
  const out = join(temporaryFolder(t), 'out')
  const ran = await portwright(['compile', path, '--out', out, '--target', 'dsc'])
  if (ran.exit !== 0) return [`exit ${ran.exit}: ${ran.err}`]
  const files = globSync(`dsc/**/${one.policy}*`, { cwd: out, withFileTypes: true }).filter((file) => file.isFile())
  const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
  const document = texts.filter((text) => text.includes('FirewallRuleList')).join('\n')
  if (document === '') return ['no document of DSC v3']
  const { lacks } = one
  return [
    ...((one.addresses ?? []) as readonly string[]).filter((address) => !document.includes(address)),
    ...(lacks !== undefined && new RegExp(lacks.replace('(?m)', ''), 'm').test(document) ? [`has ${lacks}`] : []),
  ]
}

interface Listing {
  readonly rules: readonly Rule[]
  readonly losses: readonly unknown[]
}

const read: Answer = async (_, one, path) => {
  const { exit, out, err } = await portwright(['read', path, '--json'])
  if (one.or_refuses !== undefined && exit !== 0) return new RegExp(one.or_refuses, 's').test(err) ? [] : [err]
  if (exit !== 0) return [`exit ${exit}: ${err}`]
  const { rules, losses } = JSON.parse(out) as Listing
  const named = (name: string): readonly Rule[] => rules.filter((rule) => rule.displayName === name)
  const said = JSON.stringify(losses) + err
  const wanted = (one.rules ?? []).filter(
    ([name, protocol, ports]) =>
      !named(name).some(
        (rule) => rule.protocol === protocol && [...rule.localPorts, ...rule.remotePorts].join() === ports.join(),
      ),
  )
  const remotes = Object.entries((one.addresses ?? {}) as Readonly<Record<string, readonly string[]>>)
  const either = one.any_of_rule_or_loss
  return [
    ...wanted.map((rule) => `no rule ${rule.join(' ')}`),
    ...remotes
      .filter(([name, list]) => !named(name).some((rule) => rule.remoteAddresses.join() === list.join()))
      .map(([name]) => `other addresses: ${name}`),
    ...(one.never_any ?? [])
      .filter((name) => named(name).some((rule) => rule.localPorts.length === 0 || rule.remoteAddresses.length === 0))
      .map((name) => `wider: ${name}`),
    ...(losses.length < (one.min_losses ?? 0) ? [`${losses.length} losses`] : []),
    ...(either === undefined || named(either).length > 0 || said.includes(either) ? [] : [`nothing of ${either}`]),
    ...(one.remark === undefined || new RegExp(one.remark).test(said) ? [] : [`no remark ${one.remark}`]),
  ]
}

const imports: Answer = async (t, one, path) => {
  const estate = join(temporaryFolder(t), 'estate.yaml')
  const { exit, out, err } = await portwright(['import', path])
  if (exit !== one.exit) return [`exit ${exit}: ${err}`]
  writeFileSync(estate, out)
  const check = await portwright(['check', estate])
  return [
    ...(check.exit === one.check_exit ? [] : [`check exits ${check.exit}`]),
    ...(one.says === undefined || new RegExp(one.says).test(err + check.out + check.err)
      ? []
      : [`says no ${one.says}`]),
  ]
}

const ANSWERS: Readonly<Record<FieldCase['kind'], Answer>> = { allows, says, dsc, read, import: imports }

/** What of a case is not as it should be; nothing where the answer is right. */
export const faultsOf: Answer = async (t, one, path) => {
  try {
    return await ANSWERS[one.kind](t, one, path)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
