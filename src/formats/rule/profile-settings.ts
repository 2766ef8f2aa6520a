// SPDX-License-Identifier: MIT

/** Settings of a firewall profile; null leaves one alone. */
export interface ProfileSettings {
  readonly enabled: boolean | null
  readonly defaultInbound: 'allow' | 'block' | null
  readonly defaultOutbound: 'allow' | 'block' | null
  readonly localRules: boolean | null
  readonly localConnectionSecurityRules: boolean | null
  readonly notifications: boolean | null
  readonly unicastResponse: boolean | null
  readonly logDropped: boolean | null
  readonly logAllowed: boolean | null
  readonly logFile: string | null
  /** Kilobytes, 1 to 32767. */
  readonly logSize: number | null
}
