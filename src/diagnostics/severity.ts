// SPDX-License-Identifier: MIT

export type Severity = 'error' | 'warning' | 'info'
