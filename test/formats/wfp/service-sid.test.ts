// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import { descriptorServiceSid, serviceDescriptor, serviceSid } from '../../../src/formats/wfp/service-sid.ts'
import { corpus } from '../../support/corpus.ts'

test('the SID of a service is the SHA-1 of its name in upper case', (t) => {
  t.is(serviceSid('TrustedInstaller'), 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464')
  t.is(serviceSid('rpcss'), serviceSid('RpcSs'))
})

test('a descriptor of one service gives its SID back, any other does not', (t) => {
  t.is(descriptorServiceSid(serviceDescriptor('Dhcp')), serviceSid('Dhcp'))
  t.is(descriptorServiceSid('O:SYG:SYD:(A;;CCRC;;;BA)'), null)
  t.is(descriptorServiceSid(`${serviceDescriptor('Dhcp')}(A;;CC;;;WD)`), null)
})

test('descriptors that Windows wrote for its services are the same', (t) => {
  const file = corpus(t, 'wfp/show-filters.xml')
  if (file === null) return
  const text = readFileSync(file, 'utf8')
  for (const service of ['Dhcp', 'W32Time', 'lmhosts', 'fdPHost']) {
    t.true(text.includes(`<sd>${serviceDescriptor(service)}</sd>`), service)
  }
})
