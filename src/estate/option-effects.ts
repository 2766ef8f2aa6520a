// SPDX-License-Identifier: MIT
import { DECLARED, type OptionValues } from '../targets/options.ts'

/** Options of targets that change which packets pass, by `NAME.OPTION`; part of each policy's hash. */
export type PassingOptions = Readonly<Record<string, boolean>>

export const passingOptions = (values: OptionValues): PassingOptions =>
  Object.fromEntries(
    DECLARED.flatMap(([name, { passing }]) =>
      Object.entries(passing?.(values[name]) ?? {}).map(([option, value]) => [`${name}.${option}`, value]),
    ),
  )

/** Whether some target's options block what no rule allows. */
export const optionsBlock = (values: OptionValues): boolean =>
  DECLARED.some(([name, { blocks }]) => blocks?.(values[name]) === true)

/** DNS name of the estate's own domain, where only the options of a target name it. */
export const domainOfOptions = (values: OptionValues): string | null =>
  DECLARED.map(([name, { domain }]) => domain?.(values[name]) ?? null).find((domain) => domain !== null) ?? null

/** First words of the names that policies have for people; may be empty. */
export const policyPrefix = (values: OptionValues): string =>
  DECLARED.map(([name, declared]) => declared.policyPrefix?.(values[name])).find((prefix) => prefix !== undefined) ?? ''
