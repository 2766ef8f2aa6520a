// SPDX-License-Identifier: MIT
import type { OutputFile } from '../targets/target.ts'
import { textStart } from './sniff.ts'

export const isCatalogFile = ({ path, bytes }: OutputFile): boolean =>
  /\.json$/i.test(path) && /"vendor_msft_firewall_mdmstore_/.test(textStart(bytes))

/** Whether a folder holds firewall policies of Intune, whatever else lies there. */
export const isCatalogFolder = (files: readonly OutputFile[]): boolean => files.some(isCatalogFile)
