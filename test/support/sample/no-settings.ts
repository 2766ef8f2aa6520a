// SPDX-License-Identifier: MIT
export { NO_SETTINGS } from '../../../src/formats/rule/no-settings.ts'
