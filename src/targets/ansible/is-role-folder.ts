// SPDX-License-Identifier: MIT
import { isPolicyScript } from '../powershell/is-policy-script.ts'
import { ROLE } from './role-name.ts'

const SCRIPT = new RegExp(`(?:^|/)roles/${ROLE}/files/([^/]+)\\.ps1$`)

/** The policy whose script a file of our role is; null for every other file. */
export const policyOfScript = (path: string): string | null => SCRIPT.exec(path)?.[1] ?? null

/** Whether a folder holds our role, whatever else a playbook of somebody's holds. */
export const isRoleFolder = (files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): boolean =>
  files.some(({ path, bytes }) => policyOfScript(path) !== null && isPolicyScript(new TextDecoder().decode(bytes)))
