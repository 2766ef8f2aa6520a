// SPDX-License-Identifier: MIT
import { intersect, type Span, span } from './number-line.ts'

// IPv4 and IPv6 on one line: IPv4 first, IPv6 from 2^40 on.
const sixth = 1n << 40n
export const everyIpv4: readonly Span[] = [span(0, (1n << 32n) - 1n)]
export const everyIpv6: readonly Span[] = [span(sixth, sixth + (1n << 128n) - 1n)]
export const everyAddress: readonly Span[] = [...everyIpv4, ...everyIpv6]

const ipv4 = (text: string): bigint => text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)

const ipv6 = (text: string): bigint => {
  const [head = '', tail] = text.split('::')
  const words = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const before = words(head)
  const after = tail === undefined ? [] : words(tail)
  const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...zeros, ...after].reduce((sum, word) => sum * 65536n + BigInt(`0x${word}`), 0n)
}

const one = (text: string): { value: bigint; bits: number } =>
  text.includes(':') ? { value: sixth + ipv6(text), bits: 128 } : { value: ipv4(text), bits: 32 }

/** An address, ADDRESS/LENGTH or FIRST-LAST. */
export const parseAddress = (text: string): Span => {
  const [first = '', last] = text.split('-')
  if (last !== undefined) return span(one(first).value, one(last).value)
  const [address = '', length] = text.split('/')
  const { value, bits } = one(address)
  if (length === undefined) return span(value)
  const size = 1n << BigInt(bits - Number(length))
  const offset = bits === 128 ? sixth : 0n
  const low = offset + ((value - offset) / size) * size
  return span(low, low + size - 1n)
}

export const parseAddresses = (texts: readonly string[]): readonly Span[] => texts.map(parseAddress)

export const isAddress = (text: string): boolean => /^[0-9.]+(\/\d+|-[0-9.]+)?$/.test(text) || text.includes(':')

export const ofFamily = (spans: readonly Span[], family: 4 | 6): readonly Span[] =>
  intersect(spans, family === 4 ? everyIpv4 : everyIpv6)

export const printAddress = (value: bigint): string => {
  if (value >= sixth)
    return `[${(value - sixth)
      .toString(16)
      .padStart(32, '0')
      .replace(/(.{4})(?=.)/g, '$1:')}]`
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
}

export const printSpans = (spans: readonly Span[]): string =>
  spans.map(({ low, high }) => printAddress(low) + (low === high ? '' : `-${printAddress(high)}`)).join(' ')
