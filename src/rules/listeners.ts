// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Flow } from '../flows/flow.ts'

export interface Pin {
  readonly program: string | null
  readonly service: string | null
}

const OPEN: Pin = { program: null, service: null }

/** The process that a rule is narrowed to, where a source verifies it for every process that answers there. */
export const pinOf = (catalog: Catalog, flow: Flow): Pin => {
  const { entry, toRole } = flow
  if (entry === null || toRole === null) return OPEN
  const listener = catalog.listeners.find(
    (known) =>
      known.protocol === flow.protocol &&
      known.services.includes(flow.service) &&
      known.products.includes(entry.product) &&
      (known.roles.length === 0 || known.roles.includes(toRole)),
  )
  return listener === undefined ? OPEN : { program: listener.program, service: listener.service }
}
