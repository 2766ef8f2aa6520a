// SPDX-License-Identifier: MIT
import { flowRecord } from '../flows/flow-record.ts'
import type { HostPreview } from '../preview/host-preview.ts'
import type { InstallPreview } from '../preview/install-preview.ts'

/** What `preview --json` prints. */
export const previewJson = (preview: InstallPreview | HostPreview): string =>
  `${JSON.stringify({ ...preview, flows: preview.flows.map(flowRecord) }, null, 2)}\n`
