// SPDX-License-Identifier: MIT
import { stringify } from 'yaml'
import type { Adoption } from './adoption.ts'

/** The missing flows as a piece of an estate file. */
export const fragment = ({ host, rules }: Adoption): string => {
  const flows = rules.flatMap(({ flow }) => flow ?? [])
  const head = `# What ${host} lets in and no policy of the estate asks for. Give each flow a reason in place of TODO, and put\n# what is still needed under flows: of the estate; portwright check refuses the others.\n`
  return `${head}${stringify({ flows }, { lineWidth: 0 })}`
}
