// SPDX-License-Identifier: MIT
import type { DscType } from './resource-schema.ts'

export type DscValue = string | number | boolean | readonly string[]

/** One block of a configuration: `Firewall 'NAME' { … }`, compiled to an instance with the resource id `[Firewall]NAME`. */
export interface DscResource {
  readonly type: DscType
  readonly name: string
  readonly properties: Readonly<Record<string, DscValue>>
}
