// SPDX-License-Identifier: MIT
import type { Direction } from '../rule/rule.ts'

export type Family = 'v4' | 'v6'

export interface Layer {
  /** Name in the SDK and in what netsh prints. */
  readonly name: string
  readonly key: string
  readonly direction: Direction
  readonly family: Family
}

/**
 * The layers at which a connection is authorized, from `fwpmu.h`.
 * https://learn.microsoft.com/windows/win32/fwp/management-filtering-layer-identifiers-
 */
export const LAYERS: readonly Layer[] = [
  {
    name: 'FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V4',
    key: '{e1cd9fe7-f4b5-4273-96c0-592e487b8650}',
    direction: 'in',
    family: 'v4',
  },
  {
    name: 'FWPM_LAYER_ALE_AUTH_RECV_ACCEPT_V6',
    key: '{a3b42c97-9f04-4672-b87e-cee9c483257f}',
    direction: 'in',
    family: 'v6',
  },
  {
    name: 'FWPM_LAYER_ALE_AUTH_CONNECT_V4',
    key: '{c38d57d1-05a7-4c33-904f-7fbceee60e82}',
    direction: 'out',
    family: 'v4',
  },
  {
    name: 'FWPM_LAYER_ALE_AUTH_CONNECT_V6',
    key: '{4a72393b-319f-44bc-84c3-ba54dcb3b6b4}',
    direction: 'out',
    family: 'v6',
  },
]

export const layerOf = (direction: Direction, family: Family): Layer =>
  LAYERS.find((layer) => layer.direction === direction && layer.family === family) as Layer

/** The layer by its name or `{guid}`; undefined for the many layers that hold no rules. */
export const findLayer = (nameOrKey: string): Layer | undefined => {
  const wanted = nameOrKey.toLowerCase()
  return LAYERS.find(({ name, key }) => key === wanted || name.toLowerCase() === wanted)
}
