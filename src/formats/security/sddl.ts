// SPDX-License-Identifier: MIT
import { isSddlCondition } from './sddl-condition.ts'
import { isSid } from './sid.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Names of well-known SIDs, from MS-DTYP 2.5.1.1 and `sddl.h`. */
const ALIASES = words(
  'AA AC AN AO AP AS AU BA BG BO BU CA CD CG CN CO CY DA DC DD DG DU EA ED EK ER ES HA HI HO IS IU KA LA LG LS LU LW ME MP MS MU NO NS NU OW PA PO PS PU RA RC RD RE RM RO RS RU SA SI SO SS SU SY UD WD WR',
)
const TYPES = words('A D OA OD AU AL OU OL ML SP RA TL FL XA XD XU ZA')
const CONDITIONAL = words('XA XD XU ZA')
const FLAGS = /^(?:CI|OI|NP|IO|ID|SA|FA|TP|CR)*$/
const RIGHTS =
  /^(?:0x[0-9a-fA-F]{1,8}|\d{1,10}|(?:G[ARWX]|RC|SD|WD|WO|RP|WP|CC|DC|LC|SW|LO|DT|CR|F[ARWX]|K[ARWX]|N[RWX])+)$/
const GUID = /^(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})?$/
const ACL = /^(?:P|AR|AI|NO_ACCESS_CONTROL)*$/
const WHO = '(?:[A-Z]{2}|S-1-[0-9A-Fa-fx-]+)'
const PARTS = new RegExp(`^(?:O:(${WHO}))?(?:G:(${WHO}))?D:([A-Z_]*)((?:\\(.*\\))+)$`, 's')
const SACL = /^(.*\))S:([A-Z_]*)(\(.*\))?$/s

const isWho = (text: string): boolean => ALIASES.has(text) || isSid(text)

/** The entries of a list, without their brackets; null where they do not close. */
const entriesOf = (text: string): readonly string[] | null => {
  const entries: string[] = []
  let depth = 0
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '(' && depth++ === 0) start = at + 1
    else if (char === ')' && --depth === 0) entries.push(text.slice(start, at))
    else if (depth === 0) return null
    if (depth < 0) return null
  }
  return depth === 0 && !quoted ? entries : null
}

/** `A;;CC;;;S-1-5-18`, or `XA;;CC;;;WD;(CONDITION)`. */
const isEntry = (text: string): boolean => {
  const fields = text.split(';')
  const [type = '', flags = '', rights = '', object = '', inherited = '', who = ''] = fields
  const rest = fields.length > 6 ? fields.slice(6).join(';') : null
  return (
    TYPES.has(type) &&
    FLAGS.test(flags) &&
    RIGHTS.test(rights) &&
    GUID.test(object) &&
    GUID.test(inherited) &&
    isWho(who) &&
    (CONDITIONAL.has(type) ? rest !== null && isSddlCondition(rest) : rest === null || type === 'RA')
  )
}

const areEntries = (text: string): boolean => entriesOf(text)?.every(isEntry) === true

/**
 * Whether a text is a security descriptor with a list of who may what, in the language that the firewall takes for users,
 * computers and programs. One that is damaged narrows a rule in a way that nobody knows.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/, Security Descriptor Description Language
 */
export const isSddl = (text: string): boolean => {
  const [, before = text, systemFlags = '', system = ''] = SACL.exec(text) ?? []
  const [, owner, group, flags = '', entries = ''] = PARTS.exec(before) ?? []
  return (
    entries !== '' &&
    (owner === undefined || isWho(owner)) &&
    (group === undefined || isWho(group)) &&
    ACL.test(flags) &&
    areEntries(entries) &&
    ACL.test(systemFlags) &&
    (system === '' || areEntries(system))
  )
}
