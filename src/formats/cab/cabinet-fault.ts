// SPDX-License-Identifier: MIT

/** Why a cabinet cannot be read; thrown inside this folder, and a reason outside of it. */
export interface CabinetFault extends Error {
  readonly name: 'CabinetFault'
}

export const cabinetFault = (reason: string): CabinetFault =>
  Object.assign(new Error(reason), { name: 'CabinetFault' as const })

export const isCabinetFault = (error: unknown): error is CabinetFault =>
  error instanceof Error && error.name === 'CabinetFault'
