// SPDX-License-Identifier: MIT
export declare const ownCacheFolder: (
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
) => string | null
export declare const writeCacheFile: (folder: string, name: string, write: (file: number) => void) => void
export declare const sweepCache: (folder: string, most: number) => void
