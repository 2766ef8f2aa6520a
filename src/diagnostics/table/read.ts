// SPDX-License-Identifier: MIT
import { EXPORT_LINE } from '../../formats/listing/export-line.ts'
import { type Entry, error, type Nothing } from '../entry.ts'

const KINDS =
  'It reads registry.pol, .wfw and other hives, .reg files, LGPO text, folders of Group Policy backups, netsh and NetSecurity scripts, DSC documents, WFP filters, CSV, policies of Intune and folders of them, SyncML, configuration items (.cab), the role for Ansible, folders of Aerleon, and listings of Get-NetFirewallRule and netsh.'

/** What keeps a file from being read back to rules. */
export const READ = {
  'unknown-artifact': error<Nothing>({
    message: () => 'The file is of no kind that Portwright reads.',
    hint: () => KINDS,
    help: 'A file shows what it is by its first bytes. This one begins like none of the formats in which firewall rules are kept.',
  }),
  'empty-artifact': error<Nothing>({
    message: () => 'The file is empty.',
    hint: () => KINDS,
    help: 'The file has no bytes: usually an export that failed, or a copy that was interrupted.',
  }),
  'listing-language': error<Nothing>({
    message: () => 'The listing of netsh is in a language whose words Portwright does not know.',
    hint: () => `Run this in PowerShell on the same computer and read what it writes: ${EXPORT_LINE}`,
    help: 'netsh prints its rules in the language of the computer. English and German are read; a word of another language is not guessed. The cmdlets write the same rules in no language at all.',
  }),
  'destroyed-artifact': error<{ reason: string }>({
    message: ({ reason }) => `The file is damaged beyond reading: ${reason}.`,
    hint: () => 'Export or copy it again.',
    help: 'The part of the file without which nothing else can be found is gone. A file that is damaged elsewhere is read, and what was lost is listed.',
  }),
} as const satisfies Record<string, Entry<never>>
