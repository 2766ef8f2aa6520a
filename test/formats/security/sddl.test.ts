// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import * as fc from 'fast-check'
import { isSddl } from '../../../src/formats/security/sddl.ts'
import { isSddlCondition } from '../../../src/formats/security/sddl-condition.ts'
import { isPackageSid, isSid } from '../../../src/formats/security/sid.ts'
import { corpus } from '../../support/corpus.ts'

const SERVICE = 'O:SYG:SYD:(A;;CCRC;;;S-1-5-80-3088073201-1464728630-1879813800-1107566885-823218052)'

test('security descriptors as Windows writes them are understood', (t) => {
  for (const text of [
    SERVICE,
    'O:LSD:(A;;CC;;;S-1-5-84-0-0-0-0-0)(A;;CC;;;WD)(A;;CC;;;AN)',
    'D:(A;NP;CC;;;S-1-15-2-1)',
    'D:PAI(A;OICI;FA;;;BA)S:(AU;SAFA;0x1f01ff;;;WD)',
    'O:DAG:DAD:P(OA;CI;CR;edacfd8f-ffb3-11d1-b41d-00a0c968f939;;AU)',
    'O:SYG:SYD:(XA;;CC;;;WD;(WIN://SYSAPPID Contains "MSTeams_8wekyb3d8bbwe"))(A;;CC;;;S-1-15-3-1)',
    'D:(XA;;FX;;;S-1-1-0;(@User.Title=="PM" && (@User.Division=="Finance" || @User.Division =="Sales")))',
    'D:(XD;;FX;;;WD;(!(Member_of {SID(BA), SID(S-1-5-32-545)}) || Exists Project))',
  ])
    t.true(isSddl(text), text)
})

test('what is no security descriptor, or one that says nothing, is not understood', (t) => {
  for (const text of [
    '',
    'D:',
    'O:SYG:SY',
    'D:PAI',
    'O:SYG:SYD:(A;;CCRC;;;S-1-5-80-30880732)1-1464728630)',
    'O:SYG:SYD:(A;;CCRC;;;S-1-5-80-4294967296)',
    'O:SYG:SYD:(A;;CCRC;;;S-1-5-80-1',
    'O:SYG:SYD:(A;;CCRC;;S-1-5-80-1)',
    'O:SYG:SYD:(A;;CCRK;;;WD)',
    'O:SYG:SYD:(A;;;;;WD)',
    'O:SYG:SYD:(Q;;CCRC;;;WD)',
    'O:SYG:SYD:(A;;CCRC;;;QQ)',
    'O:SYG:SYD (A;;CCRC;;;WD)',
    'O:Sx;G:SYD:(A;;CCRC;;;WD)',
    'D:(A;;CC;;;WD)x(A;;CC;;;WD)',
    'D:(XA;;CC;;;WD)',
    'D:(XA;;CC;;;WD;(WIN://SYSAPPID Contains))',
    'D:(XA;;CC;;;WD;(WIN://SYSAPPID "Contains" "x"))',
  ])
    t.false(isSddl(text), text)
})

test('conditions of entries are taken apart as they are written', (t) => {
  for (const text of ['(a)', '(a == 1)', '(a Any_of {1, 2})', '((a) && !(b))', '(Not_Member_of SID(BA))'])
    t.true(isSddlCondition(text), text)
  for (const text of [
    'a',
    '(a',
    '(a ==)',
    '(a Any_of {1, })',
    '(a b)',
    '(&& a)',
    `${'('.repeat(200)}a${')'.repeat(200)}`,
  ])
    t.false(isSddlCondition(text), text)
})

test('security identifiers have numbers of 32 bits, and not too many', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 0xffff_ffff }), { minLength: 1, maxLength: 15 }), (numbers) => {
      t.true(isSid(`S-1-9-${numbers.join('-')}`))
      t.false(isSid(`S-1-9-${numbers.join('-')}-`))
      t.false(isSid(`S-1-9-${[...numbers, 4_294_967_296].join('-')}`))
      t.false(isSid(`S-1-9-${[...numbers, ...Array(15).fill(1)].join('-')}`))
    }),
  )
  for (const text of ['S-1-5-80-0', 'S-1-5-80-1-2-3-4-5', 'S-1-5-21-1-2-3', 'S-1-5-21-1-2-3-500', 'S-1-1-0'])
    t.true(isSid(text), text)
  for (const text of ['S-1-5-80-1', 'S-1-5-80-1-2-3-4-5-6', 'S-1-5-21-1-2', 'S-1-5-21-1-2-3-4-5'])
    t.false(isSid(text), text)
  t.true(isPackageSid('S-1-15-2-1'))
  t.false(isPackageSid('S-1-5-18'))
})

test('a mark in the place of any character of a security descriptor is seen', (t) => {
  fc.assert(
    fc.property(fc.nat({ max: SERVICE.length - 1 }), fc.constantFrom(...'|=,"\'/.: {}[]<>%&^!?'), (at, mark) => {
      if (SERVICE[at] !== mark) t.false(isSddl(`${SERVICE.slice(0, at)}${mark}${SERVICE.slice(at + 1)}`))
    }),
  )
})

test('every security descriptor and identifier of a real filter document is understood', (t) => {
  const path = corpus(t, 'wfp/show-filters.xml')
  if (path === null) return
  const text = readFileSync(path, 'utf8')
  const descriptors = [...text.matchAll(/<sd>([^<]*)<\/sd>/g)].map(([, one = '']) => one.replaceAll('&quot;', '"'))
  const sids = [...text.matchAll(/<sid>([^<]*)<\/sid>/g)].map(([, one = '']) => one)
  t.true(descriptors.length > 50)
  t.deepEqual(
    descriptors.filter((one) => !isSddl(one)),
    [],
  )
  t.deepEqual(
    sids.filter((one) => !isSid(one)),
    [],
  )
})
