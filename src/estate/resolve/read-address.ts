// SPDX-License-Identifier: MIT
import { ADDRESS_KEYWORDS, type AddressSet, formatAddressSet, parseAddress } from '../../formats/address/address-set.ts'
import { formatIPv4, parseIPv4, parseIPv6 } from '../../formats/address/ip.ts'
import type { Path, Report } from '../problem.ts'
import { unusableKind } from './unusable-address.ts'

interface Fault {
  readonly reason: string
  readonly remedy: string | null
}

const fault = (reason: string, remedy: string | null = null): Fault => ({ reason, remedy })
const write = (text: string): string | null => (parseAddress(text) === null ? null : `Write ${text}.`)
const KEYWORDS: ReadonlySet<string> = new Set(ADDRESS_KEYWORDS.map((word) => word.toLowerCase()))

/** Whether someone meant an address, rightly written or not; a name cannot look like this. */
export const looksLikeAddress = (text: string): boolean =>
  /^\s*\[?(\d+\.[\d.]*|[0-9a-f]{0,4}:[0-9a-f:.]*)(\/[\d.]*|%\S*|\]\S*|:\d*|\s*-.*)?\s*$/i.test(text)

const unzero = (text: string): string => text.replace(/(^|[.-])0+(?=\d)/g, '$1')

const v4Fault = (base: string): Fault => {
  const parts = base.split('.')
  if (parts.some((part) => !/^\d+$/.test(part))) return fault('it is neither IPv4 nor IPv6')
  if (parts.length !== 4) return fault('an IPv4 address has four parts')
  return parts.some((part) => Number(part) > 255)
    ? fault('each part of an IPv4 address is 0 to 255')
    : fault('a part starts with 0, which some programs read as octal', write(unzero(base)))
}

const rangeFault = (low: string, high: string): Fault => {
  const [a, b] = [low.trim(), high.trim()]
  if ((parseIPv4(a) === null) !== (parseIPv4(b) === null) && parseAddress(a) !== null && parseAddress(b) !== null)
    return fault('the range mixes IPv4 and IPv6')
  const swapped = write(`${b}-${a}`)
  return swapped !== null && a !== b
    ? fault('the range ends before it starts', swapped)
    : fault('a range is two addresses with a hyphen between', write(`${a}-${b}`))
}

/** Why a text is no address, and what it should be. */
const whyNot = (text: string): Fault => {
  const trimmed = text.trim()
  if (trimmed === '') return fault('it is empty')
  if (trimmed !== text) return fault('it has blanks around it', write(trimmed))
  if (KEYWORDS.has(text.toLowerCase())) return fault('it means other addresses on every computer')
  if (text.includes('%')) return fault('a zone is known to one computer only', write(text.replace(/%[^/-]*/, '')))
  if (/^\[.*\]$/.test(text)) return fault('an address stands without brackets', write(text.slice(1, -1)))
  const [low, high] = text.split('-', 2)
  if (high !== undefined) return rangeFault(low ?? '', high)
  const [base = '', prefix] = text.split('/', 2)
  if (parseIPv4(base) !== null) return fault('after the slash stands a prefix length of 0 to 32')
  if (parseIPv6(base) !== null)
    return fault(
      prefix === undefined ? 'it is neither IPv4 nor IPv6' : 'after the slash stands a prefix length of 0 to 128',
    )
  const port = /^([^:]*\.[^:]*|\[.*\]):\d+$/.exec(text)
  if (port !== null) return fault('an address has no port', write((port[1] ?? '').replace(/[[\]]/g, '')))
  return base.includes(':') ? fault('it is not a valid IPv6 address') : v4Fault(base)
}

const MAPPED = 0xffffn << 32n

/** Reads one address, network or range, and reports what is wrong with it. */
export const readAddress = (text: string, report: Report, path: Path): AddressSet | null => {
  const set = parseAddress(text)
  if (set === null) {
    const network = text.includes('-') ? null : parseAddress(text, true)
    const first = network === null ? undefined : formatAddressSet(network)[0]
    if (first !== undefined && text.includes('/')) report('host-bits-set', { text, network: first }, path)
    else report('invalid-address', { text, ...whyNot(text) }, path)
    return null
  }
  if (set.keywords.length > 0) {
    report('invalid-address', { text, ...whyNot(text) }, path)
    return null
  }
  const v6 = set.v6[0]
  if (v6 !== undefined && v6.first >> 32n === MAPPED >> 32n && v6.last >> 32n === MAPPED >> 32n) {
    const remedy = v6.first === v6.last ? `Write ${formatIPv4(Number(v6.first & 0xffff_ffffn))}.` : null
    report('invalid-address', { text, reason: 'it is an IPv4 address inside IPv6', remedy }, path)
    return null
  }
  const kind = unusableKind(set)
  if (kind === 'link-local') report('link-local-address', { text }, path)
  else if (kind !== null) {
    report('unusable-address', { text, kind }, path)
    return null
  }
  return set
}
