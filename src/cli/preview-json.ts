// SPDX-License-Identifier: MIT
import { flowJson } from '../compile/flow-json.ts'
import type { HostPreview } from '../preview/host-preview.ts'
import type { InstallPreview } from '../preview/install-preview.ts'

/** What `preview --json` prints. */
export const previewJson = (preview: InstallPreview | HostPreview): string =>
  `${JSON.stringify({ ...preview, flows: preview.flows.map(flowJson) }, null, 2)}\n`
