// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { temporaryFolder } from '../command-line.ts'
import { required, skip } from '../shared.ts'

/** Key and certificate, signed by itself, of a server with these names; null where there is no OpenSSL to make it. */
export const certificateFor = (t: ExecutionContext, names: readonly string[]): string | null => {
  const pem = join(temporaryFolder(t), 'server.pem')
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=site'.split(' '),
      ...['-addext', `subjectAltName=${names.join()}`, '-keyout', pem, '-out', `${pem}.crt`],
    ],
    { encoding: 'utf8' },
  )
  if (status === 0) return readFileSync(pem, 'utf8') + readFileSync(`${pem}.crt`, 'utf8')
  // One that is there and makes none is a fault of the test.
  if (status !== null || required(t, 'openssl')) t.fail(`openssl makes no certificate: ${stderr}`)
  else skip(t, `${t.title}: no openssl`)
  return null
}
