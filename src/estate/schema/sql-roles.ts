// SPDX-License-Identifier: MIT
import type { Catalog } from '../../catalog/catalog-flow.ts'
import { endpointParameter } from '../../catalog/endpoint-parameter.ts'

/** Roles that name an instance of SQL Server: those that have the port of one. */
export const sqlRoles = (catalog: Catalog): readonly string[] => endpointParameter(catalog, 'tsql').roles
