// SPDX-License-Identifier: MIT
import { adoptCommand } from './commands/adopt.ts'
import { applyCommand } from './commands/apply.ts'
import { canCommand } from './commands/can.ts'
import { catalogCommand } from './commands/catalog.ts'
import { checkCommand } from './commands/check.ts'
import { compileCommand } from './commands/compile.ts'
import { completionCommand } from './commands/completion.ts'
import { explainCommand } from './commands/explain.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { lintCommand } from './commands/lint.ts'
import { planCommand } from './commands/plan.ts'
import { previewCommand } from './commands/preview.ts'
import { readCommand } from './commands/read.ts'
import { schemaCommand } from './commands/schema.ts'
import { trafficCommand } from './commands/traffic.ts'
import { verifyCommand } from './commands/verify.ts'
import type { DefineCommand } from './define-command.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly DefineCommand[] = [
  initCommand,
  catalogCommand,
  checkCommand,
  compileCommand,
  previewCommand,
  readCommand,
  verifyCommand,
  planCommand,
  canCommand,
  explainCommand,
  lintCommand,
  adoptCommand,
  applyCommand,
  importCommand,
  trafficCommand,
  schemaCommand,
  completionCommand,
]
