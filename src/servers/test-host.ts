// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { faultEnd, type HostEnd, hostEnd } from './host-end.ts'
import type { HostWorld } from './host-world.ts'
import { lookAtHost } from './look-at-host.ts'
import type { ServerLink } from './server-link.ts'
import type { SentFile, ServerTarget } from './server-target.ts'
import { filesOf, policyRequest } from './step-request.ts'
import type { Tested, TesterOutput } from './step-values.ts'

/** Runs the tests of RPC and SQL Server that the output has for a host; nothing is changed there. */
export const testHost = async (target: ServerTarget, link: ServerLink, world: HostWorld): Promise<HostEnd> => {
  const { host } = target
  const rpc = target.registry.length > 0 ? target.testRpc : null
  const sql = target.testSql[0] ?? null
  if (rpc === null && sql === null) return hostEnd('skipped', [], 'The output has no test for this host.')
  const looked = await lookAtHost(target, link, world, { changes: false, rules: false })
  if ('end' in looked) return looked.end
  world.tell({ host, step: 'test' })
  const files: readonly SentFile[] = [...(rpc === null ? [] : [rpc]), ...target.testSql]
  const request = {
    ...policyRequest(target),
    files: filesOf(files),
    rpcName: rpc?.name ?? null,
    sqlName: sql?.name ?? null,
  }
  const tested = await link.ask<Tested>('test', request, world.timeout)
  if ('fault' in tested) return faultEnd(tested.fault, 'the tests', true, looked.findings)
  const found = [
    ...(tested.value.rpc === null ? [] : rpcFindings(host, tested.value.rpc, world.span)),
    ...(tested.value.sql === null ? [] : sqlFindings(host, tested.value.sql, world.span)),
  ]
  return hostEnd('unchanged', [...looked.findings, ...found])
}

interface RpcResult {
  readonly Problems?: readonly string[]
  readonly Warnings?: readonly string[]
}
interface SqlResult extends RpcResult {
  readonly Instance?: string
}

const parsed = <T>({ json }: TesterOutput): T | null => {
  try {
    return JSON.parse(json) as T
  } catch {
    return null
  }
}
const list = (texts: readonly string[] | string | null | undefined): readonly string[] =>
  texts == null ? [] : typeof texts === 'string' ? [texts] : texts

export const rpcFindings = (host: string, output: TesterOutput, span: Span): readonly Diagnostic[] => {
  const result = parsed<RpcResult>(output)
  if (result === null)
    return [diagnose('rpc-untested', { host, text: output.errors.join(' ') || 'the test gave no result' }, span)]
  return [
    ...list(result.Problems).map((text) => diagnose('rpc-values-wrong', { host, text }, span)),
    ...list(result.Warnings).map((text) => diagnose('rpc-values-doubtful', { host, text }, span)),
  ]
}

export const sqlFindings = (host: string, output: TesterOutput, span: Span): readonly Diagnostic[] => {
  const result = parsed<SqlResult | readonly SqlResult[]>(output)
  if (result === null)
    return [diagnose('sql-untested', { host, text: output.errors.join(' ') || 'the test gave no result' }, span)]
  return [result]
    .flat()
    .flatMap(({ Instance = '', Problems, Warnings }: SqlResult) => [
      ...list(Problems).map((text) => diagnose('sql-port-wrong', { host, instance: Instance, text }, span)),
      ...list(Warnings).map((text) => diagnose('sql-port-doubtful', { host, instance: Instance, text }, span)),
    ])
}
