// SPDX-License-Identifier: MIT

/** A whole number as English writes it: 16,384. The first `toLocaleString` of a process takes longer than most checks. */
export const groupDigits = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',')
