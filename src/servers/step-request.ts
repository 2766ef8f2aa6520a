// SPDX-License-Identifier: MIT
import type { SentFile, ServerTarget } from './server-target.ts'

export const inBase64 = (file: SentFile): string => Buffer.from(file.bytes).toString('base64')

/** The ranges of dynamic RPC that the policy sets. */
export const portRange = ({ registry }: ServerTarget): readonly string[] => {
  const ports = registry.find(({ key, name }) => /\\Rpc\\Internet$/i.test(key) && name === 'Ports')?.data
  return Array.isArray(ports) ? ports.map(String) : []
}

/** What every step that touches the policy is told. */
export const policyRequest = (target: ServerTarget): object => ({
  policy: target.policy,
  hash: target.hash,
  registry: target.registry.map(({ key, name, type, data }) => ({ key, name, type, data })),
  portRange: portRange(target),
})

export const planRequest = (target: ServerTarget): object => ({
  ...policyRequest(target),
  script: target.script === null ? '' : inBase64(target.script),
  rpcScript: target.setRpc === null ? null : inBase64(target.setRpc),
})

export const filesOf = (files: readonly SentFile[]): readonly object[] =>
  files.map((file) => ({ name: file.name, sha256: file.sha256, bytes: inBase64(file) }))
