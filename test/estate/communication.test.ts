// SPDX-License-Identifier: MIT
import test from 'ava'
import { estateOf } from '../support/compile.ts'

const estate = (version: string, communication: string): string =>
  `name: x\nproduct: cmcb\n${version}sites: { P01: { type: primary, communication: ${communication} } }\n`

test('from version 2403 on a site does not speak HTTP alone', async (t) => {
  for (const version of ['', 'version: 2403\n', 'version: 2509\n'])
    await t.throwsAsync(estateOf(estate(version, 'http')), { message: /no longer speaks HTTP alone/ })
  t.is((await estateOf(estate('version: 2309\n', 'http'))).sites.get('P01')?.communication, 'http')
  t.is((await estateOf(estate('', 'https'))).sites.get('P01')?.communication, 'https')
})
