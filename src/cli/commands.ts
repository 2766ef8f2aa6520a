// SPDX-License-Identifier: MIT
import type { DefineCommand } from './define-command.ts'

/** Every command, in the order of the help; loaded when it is asked for. */
export const COMMANDS: Readonly<Record<string, () => Promise<DefineCommand>>> = {
  init: async () => (await import('./commands/init.ts')).initCommand,
  catalog: async () => (await import('./commands/catalog.ts')).catalogCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  compile: async () => (await import('./commands/compile.ts')).compileCommand,
  preview: async () => (await import('./commands/preview.ts')).previewCommand,
  read: async () => (await import('./commands/read.ts')).readCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  can: async () => (await import('./commands/can.ts')).canCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  lint: async () => (await import('./commands/lint.ts')).lintCommand,
  adopt: async () => (await import('./commands/adopt.ts')).adoptCommand,
  apply: async () => (await import('./commands/apply.ts')).applyCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  traffic: async () => (await import('./commands/traffic.ts')).trafficCommand,
  schema: async () => (await import('./commands/schema.ts')).schemaCommand,
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
}
