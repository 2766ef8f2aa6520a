// SPDX-License-Identifier: MIT
import { pageView } from './page/page-view.ts'
import type { PageFocus, PageInput } from './page-input.ts'
import { renderPage } from './render-page.ts'
import { shortEstateHash } from './short-estate-hash.ts'

/** One self-contained page about an estate: no network, no script needed to read it. `focus` cuts it down to one thing. */
export const previewPage = (input: PageInput, focus: PageFocus | null = null): string =>
  renderPage(pageView(input, focus), `${input.estate.name}, estate hash ${shortEstateHash(input.policies)}`)
