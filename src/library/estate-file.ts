// SPDX-License-Identifier: MIT

/** An estate as text. */
export interface EstateFile {
  /** Its name says the format: `.yaml`, `.yml`, `.json` or `.ts`. Diagnostics carry it. */
  readonly path: string
  readonly text: string
  /** Files that a TypeScript estate imports, by their path beside `path`. */
  readonly files?: ReadonlyMap<string, string>
  /** The day that expiry dates are held against, `2026-12-31`; left out: today, in UTC. */
  readonly today?: string
}
