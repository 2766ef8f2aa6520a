// SPDX-License-Identifier: MIT
import type { Adoption } from './adoption.ts'
import { carefulDocument } from './careful-document.ts'

/** The missing flows as a piece of an estate file. */
export const fragment = ({ host, rules }: Adoption): string => {
  const flows = rules.flatMap(({ flow }) => flow ?? [])
  const head = `# What ${host} lets in and no policy of the estate asks for. Give each flow a reason in place of TODO, and put\n# what is still needed under flows: of the estate; portwright check refuses the others.\n`
  return `${head}${carefulDocument({ flows }).toString({ lineWidth: 0 })}`
}
