// SPDX-License-Identifier: MIT

/** For an option that takes a list: given again it adds to the list, and never quietly takes its place. */
export const addToList = (value: string, before: string | undefined): string =>
  before === undefined ? value : `${before},${value}`
