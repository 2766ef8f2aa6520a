// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { createRenderer } from '../formats/template/create-renderer.ts'
import { loadTemplate } from '../formats/template/load-template.ts'
import { htmlLanguage } from './page/html-language.ts'
import { pageView } from './page/page-view.ts'
import type { PageFocus, PageInput } from './page-input.ts'
import { shortEstateHash } from './short-estate-hash.ts'

const render = createRenderer(htmlLanguage, loadTemplate)

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** One self-contained page about an estate: no network, no script needed to read it. `focus` cuts it down to one thing. */
export const previewPage = (input: PageInput, focus: PageFocus | null = null): string => {
  const foot = `${input.estate.name}, estate hash ${shortEstateHash(input.policies)}`
  const style = hashOf(render('preview/page.css', { foot }))
  const script = hashOf(render('preview/page.js', {}))
  const policy = `default-src 'none'; img-src data:; style-src '${style}'; script-src '${script}'; base-uri 'none'; form-action 'none'`
  return render('preview/page.html', { ...pageView(input, focus), foot, policy })
}
