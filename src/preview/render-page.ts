// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { createRenderer } from '../formats/template/create-renderer.ts'
import { loadTemplate } from '../formats/template/load-template.ts'
import { htmlLanguage } from './page/html-language.ts'

const render = createRenderer(htmlLanguage, loadTemplate)

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** The page around a view: its own style and script, which a policy lets run, and nothing else. `foot` stands below each printed page. */
export const renderPage = (view: object, foot: string): string => {
  const style = hashOf(render('preview/page.css', { foot }))
  const script = hashOf(render('preview/page.js', {}))
  const policy = `default-src 'none'; img-src data:; style-src '${style}'; script-src '${script}'; base-uri 'none'; form-action 'none'`
  return render('preview/page.html', { ...view, foot, policy })
}
