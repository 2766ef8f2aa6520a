// SPDX-License-Identifier: MIT
export { estate } from './estate/define-estate.ts'
