// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import { readCabinet } from '../../../src/formats/cab/read-cabinet.ts'
import { readXml } from '../../../src/formats/xml/read-xml.ts'
import type { XmlElement } from '../../../src/formats/xml/xml-element.ts'
import { baselineTarget } from '../../../src/targets/baseline/target.ts'
import { writeBaseline } from '../../../src/targets/baseline/write.ts'
import { corpus } from '../../support/corpus.ts'
import { policyOf } from '../../support/netsecurity/sample-policy.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

/** Every element and attribute of a digest by its path, with its namespace. */
const placesOf = ({ namespace, name, attributes, children }: XmlElement, above = ''): readonly string[] => {
  const path = `${above}/${namespace.split('/').at(-1)}:${name}`
  return [
    path,
    ...[...attributes.keys()].map((key) => `${path}@${key}`),
    ...children.flatMap((one) => placesOf(one, path)),
  ]
}

const digestsIn = (cabinet: Uint8Array): readonly (readonly string[])[] => {
  const read = readCabinet(cabinet)
  if ('reason' in read) return []
  return read.files.flatMap(({ name, bytes }) => {
    const xml = name.endsWith('.xml') ? readXml(bytes) : null
    return xml === null || 'reason' in xml ? [] : [[...new Set(placesOf(xml.root))].sort()]
  })
}

test('an item has every element and attribute that all script items of the console have, and no other', (t) => {
  const paths = ['baseline', 'ci-remediation', 'ci-remediation-2'].map((name) => corpus(t, `fleet/${name}.cab`))
  if (paths.includes(null)) return
  const digests = paths.flatMap((path) => digestsIn(readFileSync(path as string)))
  const scripts = digests.filter(
    (places) =>
      places.some((one) => one.endsWith('DiscoveryScriptBody')) &&
      !places.some((one) => one.includes('RegistryDiscovery')),
  )
  t.true(scripts.length > 7)
  const everywhere = scripts[0]?.filter((place) => scripts.every((places) => places.includes(place)))
  const written = (remediate: boolean): readonly string[] => {
    const options = { ...PLAIN_OPTIONS, baseline: { remediate, version: 1 } }
    return digestsIn(baselineTarget.write(policyOf(), options).files[0]?.bytes ?? new Uint8Array())[0] ?? []
  }
  t.deepEqual(written(false), everywhere)
  const remediated = digests.find((places) => places.some((one) => one.endsWith('RemediationScriptBody')))
  t.deepEqual(written(true), remediated)
})

test('a baseline has every list that the console writes', (t) => {
  const path = corpus(t, 'fleet/baseline.cab')
  if (path === null) return
  const [theirs] = digestsIn(readFileSync(path))
  const [ours] = digestsIn(writeBaseline([policyOf()], PLAIN_OPTIONS)[0]?.bytes ?? new Uint8Array())
  t.deepEqual(ours, theirs)
})
