// SPDX-License-Identifier: MIT
import type { ShapePart } from './row-shape.ts'

const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/

/** Digits of a fraction: zeros may come first. */
export const DIGITS: ShapePart = {
  kind: 'skip',
  stops: Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
    .filter((letter) => !/\d/.test(letter))
    .join(''),
}

/** What UTC is ahead of a clock with this offset. */
const shiftOf = (zone: string): number => {
  const [, sign, hours, minutes] = /^([-+])(\d\d):?(\d\d)$/.exec(zone) ?? []
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60
  return sign === '+' ? -seconds : seconds
}

/** A time with the fraction of a second that may stand behind it, and its zone as it is; null where it is none. */
export const timeParts = (text: string): readonly ShapePart[] | null => {
  if (!TIME.test(text)) return null
  const fraction = /^\.\d+/.exec(text.slice(19))?.[0] ?? ''
  const zone = text.slice(19 + fraction.length)
  return [
    { kind: 'time', stops: text.charAt(10), shift: shiftOf(zone) },
    ...(fraction === '' ? [] : ['.', DIGITS]),
    zone,
  ]
}

/** Seconds since 1970 with their fraction; null where they are none. */
export const secondsParts = (text: string): readonly ShapePart[] | null =>
  /^[1-9]\d*$/.test(text)
    ? [{ kind: 'seconds' }]
    : /^[1-9]\d*\.\d+$/.test(text)
      ? [{ kind: 'seconds' }, '.', DIGITS]
      : null
