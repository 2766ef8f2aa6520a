// SPDX-License-Identifier: MIT

const site = '198.51.100'

export const offices = {
  hangar: [`${site}.0/25`],
  tower: [`${site}.128/26`, '2001:db8:7a11::/56'],
}
