// SPDX-License-Identifier: MIT
import { compileEstate } from '../../src/compile/compile-estate.ts'
import type { Estate } from '../../src/estate/estate.ts'
import type { PageFocus } from '../../src/preview/page-input.ts'
import { previewPage } from '../../src/preview/preview-page.ts'
import { catalog } from '../support/catalog.ts'

/** The page of an estate, as a compile writes it. */
export const pageOf = (estate: Estate, focus: PageFocus | null = null): string => {
  const compiled = compileEstate(estate, catalog, { version: '0.0.0', inputs: [], diagnostics: [] })
  return previewPage(
    {
      ...compiled,
      version: '0.0.0',
      estate,
      catalog,
    },
    focus,
  )
}
