// SPDX-License-Identifier: MIT
import type { OutputIndex } from '../compile/output-index.ts'
import { stripSignature } from '../compile/strip-signature.ts'
import { type AddressSet, parseAddresses } from '../formats/address/address-set.ts'
import { sha256 } from './server-scripts.ts'
import type { SentFile, ServerTarget } from './server-target.ts'

/** The bytes of a file of the output, below its folder; null where it is none. */
export type ReadOutputFile = (path: string) => Uint8Array | null

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** A file as it is on the disk now, held once more against the index: what was verified is what travels. */
const fileAt = (
  index: OutputIndex,
  path: string,
  read: ReadOutputFile,
): (SentFile & { readonly signed: boolean }) | null => {
  const listed = index.files.find((file) => file.path === path)
  const bytes = listed === undefined ? null : read(path)
  if (listed === undefined || bytes === null) return null
  const hash = sha256(bytes)
  const bare = hash === listed.sha256 ? null : stripSignature(bytes)
  const signed = bare !== null && sha256(bare) === listed.sha256
  return hash === listed.sha256 || signed ? { name: nameOf(path), bytes, sha256: hash, signed } : null
}

/** Where administrators come from, as the flows say it; null where the estate says nothing of it for this host. */
const managementOf = ({ flows }: OutputIndex, host: string): AddressSet | null => {
  const flow = flows.find(
    ({ id, from, to }) =>
      id.startsWith('baseline/') &&
      from.name === 'management' &&
      (to.hosts ?? []).some((name) => name.toLowerCase() === host.toLowerCase()),
  )
  return flow === undefined ? null : parseAddresses(flow.from.addresses ?? [], true)
}

/** Every host of an output with what runs there, in the order of the policies. */
export const serverTargets = (index: OutputIndex, read: ReadOutputFile): readonly ServerTarget[] => {
  const [setRpc, testRpc, testSql, data] = [
    'rpc/Set-RpcPortRange.ps1',
    'rpc/Test-RpcPortRange.ps1',
    'sql/Test-SqlStaticPort.ps1',
    'sql/SqlStaticPort.json',
  ].map((path) => fileAt(index, path, read))
  const sqlHosts = sqlHostsIn(data ?? null)
  return index.policies.flatMap((policy) => {
    const path = policy.artifacts.find(({ target }) => target === 'powershell')?.path
    const script = path === undefined ? null : fileAt(index, path, read)
    return policy.hosts.map((host): ServerTarget => {
      const party = index.parties.find(({ kind, name }) => kind === 'host' && name.toLowerCase() === host.toLowerCase())
      return {
        host,
        policy: policy.id,
        hash: policy.hash,
        roles: party?.roles ?? [],
        addresses: party === undefined ? null : parseAddresses(party.addresses, true),
        management: managementOf(index, host),
        profiles: policy.profiles,
        registry: policy.registry,
        rules: policy.rules,
        script,
        signed: script?.signed === true,
        setRpc: policy.registry.length > 0 ? (setRpc ?? null) : null,
        testRpc: testRpc ?? null,
        testSql: testSql == null || data == null || !sqlHosts.has(host.toLowerCase()) ? [] : [testSql, data],
      }
    })
  })
}

/** The hosts that the data of the SQL Server test names. */
const sqlHostsIn = (data: SentFile | null): ReadonlySet<string> => {
  if (data === null) return new Set()
  const { hosts } = JSON.parse(new TextDecoder().decode(data.bytes)) as {
    readonly hosts: readonly { readonly name: string }[]
  }
  return new Set(hosts.map(({ name }) => name.toLowerCase()))
}
