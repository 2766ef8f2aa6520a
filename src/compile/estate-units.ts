// SPDX-License-Identifier: MIT
import type { Catalog } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import type { PageInput } from '../preview/page-input.ts'
import { estateHash, shortHash } from '../rules/policy-hash.ts'
import type { OutputFile } from '../targets/target.ts'
import type { EstateResult } from './compile-estate.ts'

/** What a whole compile writes beside the policies: the preview, and the RPC and SQL Server scripts where the estate asks for them. */
export const estateUnits = async (
  estate: Estate,
  catalog: Catalog,
  compiled: EstateResult,
  since?: PageInput['since'],
): Promise<readonly OutputFile[]> => {
  const { rpcInputOf } = await import('../units/rpc/rpc-input.ts')
  const { sqlInputOf } = await import('../units/sql/sql-input.ts')
  const rpc = rpcInputOf(estate)
  const sql = sqlInputOf(estate, catalog)
  const version = compiled.portwright
  const facts = { version, hash: shortHash({ hash: estateHash(compiled.policies) }) }
  const { previewPage } = await import('../preview/preview-page.ts')
  const page = previewPage({
    ...compiled,
    version,
    estate,
    catalog,
    ...(since !== undefined && { since }),
  })
  return [
    { path: 'preview/index.html', bytes: new TextEncoder().encode(page) },
    ...(!rpc.forOthers && rpc.hostRanges.length + rpc.groupRanges.length === 0
      ? []
      : (await import('../units/rpc/rpc-unit.ts')).rpcUnit({ ...rpc, ...facts })),
    ...(sql.hosts.length === 0 ? [] : (await import('../units/sql/sql-unit.ts')).sqlUnit({ ...sql, ...facts })),
  ]
}
