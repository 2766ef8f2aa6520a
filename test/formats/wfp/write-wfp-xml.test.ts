// SPDX-License-Identifier: MIT
import test from 'ava'
import { create } from 'xmlbuilder2'
import { defaultBlock } from '../../../src/formats/wfp/default-block.ts'
import { readWfpXml } from '../../../src/formats/wfp/read-wfp-xml.ts'
import { ruleFilters } from '../../../src/formats/wfp/rule-filters.ts'
import { writeWfpXml } from '../../../src/formats/wfp/write-wfp-xml.ts'
import { growth, LINEAR } from '../../support/growth.ts'
import { RULES, rule } from '../../support/wfp/example-policy.ts'

const owner = { provider: '{00000000-0000-0000-0000-00000000000a}', subLayer: '{00000000-0000-0000-0000-00000000000b}' }
const options = { ...owner, dynamicRange: '49152-65535', hardPermit: false }

const EXPECTED = `\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<wfpdiag>
	<filters>
		<item>
			<filterKey>KEY</filterKey>
			<displayData>
				<name>a &lt;b&gt; &amp; "c"</name>
				<description/>
			</displayData>
			<flags numItems="1">
				<item>FWPM_FILTER_FLAG_PERSISTENT</item>
			</flags>
			<providerKey>{00000000-0000-0000-0000-00000000000a}</providerKey>
			<providerData>
				<data>72756c653d7b527d</data>
				<asString>rule={R}</asString>
			</providerData>
			<layerKey>FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4</layerKey>
			<subLayerKey>{00000000-0000-0000-0000-00000000000b}</subLayerKey>
			<weight>
				<type>FWP_UINT8</type>
				<uint8>8</uint8>
			</weight>
			<filterCondition numItems="4">
				<item>
					<fieldKey>FWPM_CONDITION_ALE_APP_ID</fieldKey>
					<matchType>FWP_MATCH_EQUAL</matchType>
					<conditionValue>
						<type>FWP_BYTE_BLOB_TYPE</type>
						<byteBlob>
							<data>530079007300740065006d000000</data>
							<asString>System</asString>
						</byteBlob>
					</conditionValue>
				</item>
				<item>
					<fieldKey>FWPM_CONDITION_IP_PROTOCOL</fieldKey>
					<matchType>FWP_MATCH_EQUAL</matchType>
					<conditionValue>
						<type>FWP_UINT8</type>
						<uint8>6</uint8>
					</conditionValue>
				</item>
				<item>
					<fieldKey>FWPM_CONDITION_IP_LOCAL_PORT</fieldKey>
					<matchType>FWP_MATCH_RANGE</matchType>
					<conditionValue>
						<type>FWP_RANGE_TYPE</type>
						<rangeValue>
							<valueLow>
								<type>FWP_UINT16</type>
								<uint16>80</uint16>
							</valueLow>
							<valueHigh>
								<type>FWP_UINT16</type>
								<uint16>81</uint16>
							</valueHigh>
						</rangeValue>
					</conditionValue>
				</item>
				<item>
					<fieldKey>FWPM_CONDITION_IP_REMOTE_ADDRESS</fieldKey>
					<matchType>FWP_MATCH_EQUAL</matchType>
					<conditionValue>
						<type>FWP_V4_ADDR_MASK</type>
						<v4AddrMask>
							<addr>10.0.0.0</addr>
							<mask>255.0.0.0</mask>
						</v4AddrMask>
					</conditionValue>
				</item>
			</filterCondition>
			<action>
				<type>FWP_ACTION_PERMIT</type>
				<filterType/>
			</action>
			<rawContext>0</rawContext>
			<reserved/>
			<filterId>0</filterId>
			<effectiveWeight>
				<type>FWP_EMPTY</type>
			</effectiveWeight>
		</item>
	</filters>
	<providers>
		<item>
			<providerKey>{00000000-0000-0000-0000-00000000000a}</providerKey>
			<displayData>
				<name>P</name>
				<description/>
			</displayData>
			<flags/>
			<providerData/>
			<serviceName>BFE</serviceName>
		</item>
	</providers>
</wfpdiag>
`

test('a filter stands in the XML as netsh prints it', (t) => {
  const one = rule({
    ...{ id: '{R}', displayName: 'a <b> & "c"', profiles: [], program: 'System' },
    ...{ localPorts: ['80-81'], remoteAddresses: ['10.0.0.0/8'] },
  })
  const { filters } = ruleFilters(one, options)
  const provider = { key: owner.provider, name: 'P', description: '', flags: [], service: 'BFE' }
  const text = Buffer.from(writeWfpXml({ filters, providers: [provider] })).toString('utf8')
  t.is(text, EXPECTED.replace('KEY', filters[0]?.key ?? ''))
})

test('what is written is read back the same, and another parser takes it for well-formed', (t) => {
  const filters = [...RULES.flatMap((one) => ruleFilters(one, options).filters), ...defaultBlock(owner)]
  const bytes = writeWfpXml({ filters, providers: [] })
  t.deepEqual(readWfpXml(bytes), { document: { filters, providers: [] }, faults: [] })
  t.notThrows(() => create(Buffer.from(bytes).toString('utf8').slice(1)))
})

test('a name that XML cannot hold is written with U+FFFD', (t) => {
  const { filters } = ruleFilters(rule({ id: '{R}', displayName: 'a\u0000b\ud800' }), options)
  const result = readWfpXml(writeWfpXml({ filters, providers: [] }))
  t.is('document' in result ? result.document.filters[0]?.name : null, 'a\ufffdb\ufffd')
})

test('the work for a hundred thousand conditions grows with their number', (t) => {
  const [filter] = ruleFilters(rule({ id: '{R}' }), options).filters
  const condition = { field: 'F', match: 'FWP_MATCH_EQUAL', value: { type: 'FWP_UINT32', value: '10.0.0.1' } }
  const large = { ...(filter as NonNullable<typeof filter>), conditions: Array.from({ length: 1000 }, () => condition) }
  const ratio = growth((size) => {
    const result = readWfpXml(writeWfpXml({ filters: Array.from({ length: size }, () => large), providers: [] }))
    t.is('document' in result ? result.document.filters.length : 0, size)
  }, 25)
  t.true(ratio < LINEAR, `${ratio}`)
})
