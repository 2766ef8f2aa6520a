// SPDX-License-Identifier: MIT
import type { Catalog, Endpoint, Parameter } from './catalog-flow.ts'

/** The parameter that sets the port of an endpoint of SQL Server. */
export const endpointParameter = (catalog: Catalog, endpoint: Endpoint): Parameter => {
  for (const parameter of catalog.parameters.values()) if (parameter.endpoint === endpoint) return parameter
  throw new Error(`no parameter of the catalogue is for the endpoint ${endpoint}`)
}
