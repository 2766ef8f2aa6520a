// SPDX-License-Identifier: MIT
import type { VerifiedOutput } from '../compile/verify-output.ts'
import { count } from '../diagnostics/count.ts'
import { shortHash } from '../rules/policy-hash.ts'

const MOST = 10

/** What is not as the compile wrote it, one thing a line. */
export const verifyFindings = ({ artifacts, missing, changed, unknown }: VerifiedOutput): string =>
  [
    ...artifacts
      .filter(({ verified, path }) => !verified && !missing.includes(path))
      .flatMap(({ path, differences }) => [
        `${path} does not say what the rules say:`,
        ...differences.slice(0, MOST).map((line) => `  ${line}`),
        ...(differences.length > MOST ? [`  and ${count(differences.length - MOST, 'more difference')}`] : []),
      ]),
    ...missing.map((path) => `${path} is missing`),
    ...changed.map((path) => `${path} was changed since the compile`),
    ...unknown.map((path) => `${path} stands in a folder of the output, and no compile wrote it`),
  ]
    .map((line) => `${line}\n`)
    .join('')

/** The hashes that a person compares, and the count. */
export const verifyText = (result: VerifiedOutput): string => {
  const good = result.artifacts.filter(({ verified }) => verified).length
  return [
    `estate hash ${result.estateHash}`,
    `SHA-256 of portwright.json ${result.sha256}`,
    ...result.policies.map(({ policy, hash }) => `  ${shortHash({ hash })}  ${policy}`),
    ...result.signed.map((path) => `signed: ${path}`),
    `${good} of ${count(result.artifacts.length, 'artifact')} read back and equal to the rules`,
    '',
  ].join('\n')
}
