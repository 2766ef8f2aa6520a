// SPDX-License-Identifier: MIT

import { isAerleonFolder } from '../formats/aerleon/is-aerleon-folder.ts'
import { listingKind } from '../formats/listing/listing-kind.ts'
import { isNetshListing } from '../formats/netsh-listing/language.ts'
import { polExcess } from '../formats/registry-pol/pol-excess.ts'
import { isReport } from '../formats/report/is-report.ts'
import { joinRules, type RuleOrLosses } from '../formats/rule/rule-or-losses.ts'
import type { RuleSteps } from '../formats/rule/rule-steps.ts'
import { decodeOem } from '../formats/text/decode-oem.ts'
import { decodeText } from '../formats/text/decode-text.ts'
import { lineExcess } from '../formats/text/line-excess.ts'
import { isRoleFolder } from '../targets/ansible/is-role-folder.ts'
import { isPolicyScript } from '../targets/powershell/is-policy-script.ts'
import type { OutputFile } from '../targets/target.ts'
import { destroyedFile } from './destroyed-file.ts'
import { isCatalogFolder } from './is-catalog-folder.ts'
import type { ReadResult } from './read-result.ts'
import { type Excess, refusedFile } from './refused-file.ts'
import { scriptLanguage } from './script-language.ts'
import { startsWith, textStart } from './sniff.ts'
import type { StartedRead } from './started-read.ts'

/** A kind of file that `read` knows by its first bytes; what reads it is loaded when one is met. */
type Format = {
  readonly folder: boolean
  readonly fits: (files: readonly OutputFile[]) => boolean
  /** Counts what the reader makes objects of, before it does. */
  readonly excess?: (bytes: Uint8Array) => Excess | null
} & (
  | { readonly read: (files: readonly OutputFile[]) => Promise<ReadResult> }
  /** Gives each rule as soon as it is read. */
  | { readonly start: (files: readonly OutputFile[]) => Promise<StartedRead> }
)

/** A report is read as a whole tree; that of a policy with thousands of rules has some ten million bytes. */
const LARGEST_REPORT = 128 * 1024 * 1024
const reportExcess = ({ length }: Uint8Array): Excess | null =>
  length > LARGEST_REPORT ? { what: 'bytes', limit: LARGEST_REPORT } : null

const first = (files: readonly OutputFile[]): Uint8Array => files[0]?.bytes ?? new Uint8Array()

/** Where a file holds rules alone. */
function* withoutRegistry(steps: RuleSteps<RuleOrLosses>): StartedRead['steps'] {
  const { rules, losses } = yield* steps
  return { rules, registry: [], losses }
}

const startListing = async (files: readonly OutputFile[]): Promise<StartedRead> => {
  const { listingSteps } = await import('../formats/listing/read-listing.ts')
  const { listingExcess } = await import('../formats/listing/listing-excess.ts')
  for (const { bytes } of files) {
    const excess = listingExcess(bytes)
    if (excess !== null) throw refusedFile(excess)
  }
  return { format: 'listing', steps: withoutRegistry(listingSteps(files)) }
}

export const FORMATS: readonly Format[] = [
  {
    folder: true,
    fits: (files) => files.some((file) => /(^|\/)(bkupinfo|backup)\.xml$/i.test(file.path)),
    start: async (files) => ({ format: 'gpo', steps: (await import('./read-gpo.ts')).gpoFolderSteps(files) }),
  },
  {
    folder: false,
    fits: (files) => /"vendor_msft_firewall_mdmstore_/.test(textStart(first(files))),
    read: async (files) => {
      const { readCatalogPolicies } = await import('../formats/settings-catalog/read-catalog-policies.ts')
      const read = readCatalogPolicies(decodeText(first(files)))
      if ('reason' in read) throw destroyedFile(`as a policy of Intune: ${read.reason}`)
      return { format: 'intune', ...read }
    },
  },
  {
    folder: false,
    fits: (files) => /<Sync(?:ML|Body)\b/.test(textStart(first(files))),
    read: async (files) => {
      const { readSyncml } = await import('../formats/syncml/read-syncml.ts')
      const read = readSyncml(first(files))
      if ('reason' in read) throw destroyedFile(`as SyncML: ${read.reason}`)
      return { format: 'syncml', registry: [], ...read }
    },
  },
  {
    folder: true,
    fits: (files) => files.some((file) => listingKind(textStart(file.bytes)) !== null),
    start: startListing,
  },
  {
    folder: true,
    fits: isRoleFolder,
    read: async (files) => {
      const { readRole } = await import('../targets/ansible/read.ts')
      const policies = [...readRole(files).values()]
      return {
        format: 'ansible',
        ...joinRules(policies),
        registry: policies.flatMap(({ registry }) => registry),
      }
    },
  },
  {
    folder: true,
    fits: isCatalogFolder,
    read: async (files) => {
      const { readCatalogFolder } = await import('./read-catalog-folder.ts')
      const policies = readCatalogFolder(files)
      return { format: 'intune', ...joinRules(policies), registry: policies.flatMap(({ registry }) => registry) }
    },
  },
  {
    folder: true,
    fits: isAerleonFolder,
    read: async (files) => {
      const { readAerleon } = await import('../formats/aerleon/read-aerleon.ts')
      return { format: 'aerleon', registry: [], ...readAerleon(files) }
    },
  },
  {
    folder: false,
    excess: polExcess,
    fits: (files) => startsWith(first(files), 'PReg'),
    start: async (files) => ({
      format: 'registry.pol',
      steps: (await import('./read-pol.ts')).polSteps(first(files)),
    }),
  },
  {
    folder: false,
    fits: (files) => startsWith(first(files), 'regf'),
    start: async (files) => (await import('./read-hive.ts')).startHiveFile(first(files)),
  },
  {
    folder: false,
    fits: (files) => startsWith(first(files), 'MSCF'),
    read: async (files) => (await import('./read-items.ts')).readCabinetFile(first(files)),
  },
  {
    folder: false,
    fits: (files) => /^\s*(<\?xml[^>]*>\s*)?<DesiredConfigurationDigest\b/.test(textStart(first(files))),
    read: async (files) => (await import('./read-items.ts')).readDigestFile(first(files)),
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => /^(Windows Registry Editor Version 5\.00|REGEDIT4)\s/.test(textStart(first(files))),
    start: async (files) => {
      const { regExportSteps } = await import('../formats/firewall-store/read-reg-export.ts')
      return { format: 'reg', steps: regExportSteps(first(files)) }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) =>
      // A policy of ours without rules and settings is no more than its comment.
      /^; LGPO\.exe \/t |^(\s|;[^\n]*\n)*(Computer|User)\s*\r?\n[^\n]+\n[^\n]*\n(DWORD|QWORD|SZ|EXSZ|MULTISZ|BINARY|DELETE|CREATEKEY|CLEAR)/.test(
        textStart(first(files)),
      ),
    start: async (files) => {
      const { lgpoPolicySteps } = await import('../formats/lgpo-text/read-lgpo-policy.ts')
      return { format: 'lgpo', steps: lgpoPolicySteps(first(files)) }
    },
  },
  {
    folder: false,
    fits: (files) => listingKind(textStart(first(files))) !== null,
    start: startListing,
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => isNetshListing(textStart(first(files))),
    start: async (files) => {
      const { netshListingSteps } = await import('../formats/netsh-listing/read-netsh-listing.ts')
      const steps = function* (): RuleSteps<RuleOrLosses> {
        const read = yield* netshListingSteps(decodeOem(first(files)))
        if (read === null) throw refusedFile('listing-language')
        return read
      }
      return { format: 'netsh-listing', steps: withoutRegistry(steps()) }
    },
  },
  {
    folder: false,
    excess: reportExcess,
    fits: (files) => isReport(textStart(first(files))),
    read: async (files) => {
      const { readReport } = await import('../formats/report/read-report.ts')
      const read = readReport(first(files))
      if ('reason' in read) throw destroyedFile(read.reason)
      return { format: 'report', ...read }
    },
  },
  {
    folder: false,
    fits: (files) => /^\s*(<\?xml[^>]*>\s*)?<(wfpdiag|wfpstate|filters|netEvents)\b/.test(textStart(first(files))),
    read: async (files) => (await import('./read-wfp.ts')).readWfpFile(first(files)),
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => /\binstance\s+of\s+\w+/.test(textStart(first(files))),
    read: async (files) => {
      const { readCompiledConfiguration } = await import('../formats/dsc/read-compiled-configuration.ts')
      return { format: 'mof', ...readCompiledConfiguration(first(files)) }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    // JSON is what `dsc … > file` writes; a document that lost its head still shows its resources.
    fits: (files) =>
      /(?:^|[\n{,])[^\S\n]*"?\$schema"?: *\S*aka\.ms\/dsc\/schemas|"?type"?: *"?Microsoft\.Windows\/FirewallRuleList/.test(
        textStart(first(files)),
      ),
    read: async (files) => {
      const { readDscDocument } = await import('../formats/dsc/read-document.ts')
      const { rules, registry, losses } = readDscDocument(decodeText(first(files)))
      return { format: 'dsc', rules, registry, losses }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => /(?:^|\n)[^\S\n]*configuration\s+\w+/i.test(textStart(first(files))),
    read: async (files) => {
      const { readConfigurationScript } = await import('../formats/dsc/read-configuration-script.ts')
      return { format: 'dsc', ...readConfigurationScript(decodeText(first(files))) }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => isPolicyScript(textStart(first(files))),
    start: async (files) => {
      const { policyScriptSteps } = await import('../targets/powershell/read.ts')
      return { format: 'powershell', steps: policyScriptSteps(files) }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => scriptLanguage(textStart(first(files))) === 'powershell',
    start: async (files) => {
      const { ownScriptSteps } = await import('./read-own-script.ts')
      return { format: 'script', steps: ownScriptSteps(decodeText(first(files))) }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => scriptLanguage(textStart(first(files))) === 'batch',
    start: async (files) => {
      const { netshSteps } = await import('../targets/netsh/read.ts')
      return { format: /portwright/i.test(textStart(first(files))) ? 'netsh' : 'script', steps: netshSteps(files) }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => /^\s*(Name\s+DisplayName\b|Name\s+: )/.test(textStart(first(files))),
    read: async (files) => {
      const { readRuleListing } = await import('../formats/rule-listing/read-rule-listing.ts')
      return { format: 'powershell', registry: [], ...readRuleListing(decodeText(first(files))) }
    },
  },
  {
    folder: false,
    excess: lineExcess,
    fits: (files) => /^policy,id,displayName,/.test(textStart(first(files))),
    start: async (files) => {
      const { rulesCsvSteps } = await import('../targets/csv/read.ts')
      const steps = function* (): RuleSteps<RuleOrLosses> {
        const read = yield* rulesCsvSteps(files)
        if (read.rules.length === 0 && read.losses.length === 0 && first(files).length > 400)
          throw destroyedFile('no row of the table can be read')
        return read
      }
      return { format: 'csv', steps: withoutRegistry(steps()) }
    },
  },
]
