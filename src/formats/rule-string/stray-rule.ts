// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'

const RULE = /^v\d{1,3}\.\d{1,3}\|.{0,2000}Action=(?:Allow|Block|ByPass)\|/is
/** The keys whose values are rules: Group Policy's, the machine's own in any control set, and what they are reset to. */
const RULES_KEY =
  /^(?:HK(?:LM|CU)\\)?(?:SOFTWARE\\Policies\\Microsoft\\WindowsFirewall|SYSTEM\\(?:CurrentControlSet|ControlSet\d{3})\\Services\\SharedAccess\\(?:Parameters|Defaults)\\FirewallPolicy)\\FirewallRules$/i
/** Keys of the firewall in which other things than its rules are written like rules. */
const OTHER_RULES =
  /\\(?:ConSecRules|MainModeRules|Phase\w*|Crypto\w*|Auth\w*|RestrictedServices|RestrictedInterfaces|AppIso|Mdm|HyperV\w*)(?:\\|$)/i

/** A loss for the text of a rule that stands under another key than rules do: nobody applies it, and nobody should miss it unsaid. */
export const strayRule = (key: string, name: string | null, data: unknown): Loss | null =>
  typeof data === 'string' && !RULES_KEY.test(key) && !OTHER_RULES.test(key) && RULE.test(data)
    ? { rule: name, field: 'key', reason: `stands under ${key}, where no rules are`, text: data }
    : null
