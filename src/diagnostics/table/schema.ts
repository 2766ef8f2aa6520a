// SPDX-License-Identifier: MIT
import { didYouMean, type Entry, error, warning } from '../entry.ts'
import { oneOf, quote } from '../quote.ts'

type Unknown = { word: string; nearest: string | null }

/** Mistakes in keys, types and words: what the closed schema says. */
export const SCHEMA = {
  'unknown-key': error<{ key: string; where: string; nearest: string | null }>({
    message: ({ key, where }) => `${quote(key)} is not a key of ${where}.`,
    hint: ({ key, nearest }) =>
      key === '<<' ? 'YAML 1.2 has no merge keys: write the keys out.' : didYouMean({ nearest }),
    help: 'The estate file has a closed schema: a key that it does not know is an error, so that a misspelled key never opens or closes a port.',
  }),
  'missing-key': error<{ key: string; where: string }>({
    message: ({ key, where }) => `${where[0]?.toUpperCase()}${where.slice(1)} needs the key ${quote(key)}.`,
    help: 'Without this key the entry cannot be understood, and nothing is guessed.',
  }),
  'wrong-type': error<{ expected: string; found: string; remedy: string | null }>({
    message: ({ expected, found }) => `Here stands ${found}; expected is ${expected}.`,
    hint: ({ remedy }) => remedy,
    help: 'The value has another type than the key asks for: a list where one word belongs, a number where text belongs, or nothing at all.',
  }),
  'number-too-large': error<{ number: string }>({
    message: ({ number }) => `${number} is larger than any number of an estate.`,
    help: 'Ports, versions and the like are small whole numbers. A number this long is usually a slip: two numbers without a comma between them.',
  }),
  'unknown-value': error<{ word: string; known: readonly string[]; nearest: string | null }>({
    message: ({ word, known }) => `${quote(word)} is not possible here; known are ${oneOf(known)}.`,
    hint: didYouMean,
    help: 'Only the listed words are possible for this key.',
  }),
  'unknown-role': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not a role.`,
    hint: didYouMean,
    help: 'Roles are the site system roles and computers of the port catalogue. `portwright catalog` lists them, and the editor completes them with the published schema.',
  }),
  'unknown-feature': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not a feature.`,
    hint: didYouMean,
    help: 'Features switch on flows that only some estates need. `features: all` takes every one.',
  }),
  'unknown-method': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not an install method.`,
    hint: didYouMean,
    help: 'Client install methods are push, group-policy, manual, logon-script, software-update-point and software-distribution.',
  }),
  'unknown-target': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not a target.`,
    hint: didYouMean,
    help: 'Targets are the formats that a compile writes; docs/output.md lists them. `all` takes every one.',
  }),
  'unknown-os': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not an operating system.`,
    hint: ({ nearest }) => didYouMean({ nearest }) ?? 'Write `other` for a system that is not Windows.',
    help: 'Operating systems are named windows-server-2022, windows-11 and so on; everything that is not Windows is `other`.',
  }),
  'unknown-product': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not a product.`,
    hint: ({ nearest }) => didYouMean({ nearest }) ?? 'Write cm2007, cm2012 or cmcb (the current branch).',
    help: 'The products are cm2007, cm2012 and cmcb (the current branch).',
  }),
  'duplicate-entry': error<{ word: string }>({
    message: ({ word }) => `${quote(word)} stands in this list twice.`,
    hint: () => 'Delete one of them.',
    help: 'An entry that is repeated is usually a slip for another one.',
  }),
  'empty-list': error<{ key: string }>({
    message: ({ key }) => `${quote(key)} is an empty list.`,
    hint: ({ key }) => `Delete ${quote(key)} to take the default, or name at least one.`,
    help: 'An empty list could be read as “all” or as “none”. Neither is guessed.',
  }),
  'empty-estate': warning<Record<never, never>>({
    message: () => 'The estate has neither hosts nor client groups: there is nothing to compile.',
    help: 'Policies are made for hosts and for client groups. Name them under `hosts` and `clients`.',
  }),
} as const satisfies Record<string, Entry<never>>
