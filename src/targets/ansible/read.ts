// SPDX-License-Identifier: MIT
import { parse } from 'yaml'
import { decodeText } from '../../formats/text/decode-text.ts'
import { readPolicyScript } from '../powershell/read.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { policyOfScript } from './is-role-folder.ts'
import { POLICY_VARIABLE } from './role-name.ts'

/** The policies of a role by their ids: its scripts are those of `powershell/`. */
export const readRole = (files: readonly OutputFile[]): ReadonlyMap<string, ReadArtifact> =>
  new Map(
    files.flatMap((file) => {
      const policy = policyOfScript(file.path)
      return policy === null ? [] : [[policy, readPolicyScript([file])]]
    }),
  )

/** The policy that the group of an artifact names; a group that names another would give its computers other rules. */
export const readAnsible = (files: readonly OutputFile[]): ReadArtifact => {
  const variables = files.find(({ path }) => path.includes('/group_vars/'))
  const named =
    variables === undefined ? null : parse(decodeText(variables.bytes), { version: '1.1' })?.[POLICY_VARIABLE]
  const found = typeof named === 'string' ? readRole(files).get(named) : undefined
  if (found === undefined) throw new Error('the group names no policy whose script is there')
  return found
}
