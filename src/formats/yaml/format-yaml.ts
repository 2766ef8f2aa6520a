// SPDX-License-Identifier: MIT

export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue }

/** Words that some reader takes for a truth value, nothing, or a number. */
const WORDS = /^(?:y|yes|n|no|on|off|true|false|null|nan|inf)$/i
const PLAIN = /^[A-Za-z][\w./-]*(?: [\w./-]+)*$/

/**
 * Text as YAML that every reader takes for the same text, those of YAML 1.1 too: plain where it is only letters, digits
 * and blanks between them, in double quotes otherwise. ASCII alone: some readers open files in the encoding of the system.
 */
const exactText = (text: string): string =>
  PLAIN.test(text) && !WORDS.test(text)
    ? text
    : `"${[...text].map((char) => ESCAPES[char] ?? (/[ -~]/.test(char) ? char : escaped(char))).join('')}"`

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (char: string): string => {
  const code = char.codePointAt(0) as number
  const digits = code.toString(16).toUpperCase()
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`
}

/** A line of comment: what could end it, or is not ASCII, is told as in a text. */
export const yamlComment = (text: string): string =>
  `# ${[...text].map((char) => (/[ -~]/.test(char) ? char : escaped(char))).join('')}`.trimEnd()

/** A value in block style, two blanks a level; a list of short texts stands in one line. */
export const formatYaml = (value: YamlValue): string =>
  `${(isLiteral(value) ? [exactText(value)] : block(value, '')).join('\n')}\n`

const isScalar = (value: YamlValue): value is string | number | boolean => typeof value !== 'object'
const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value)

const scalar = (value: string | number | boolean): string =>
  typeof value === 'string' ? exactText(value) : String(value)

const WIDEST = 100

/**
 * Several lines that stand as they are: what a reader does not change in a literal block. The first line that holds
 * anything tells the indent of the block, so it begins without a blank.
 */
const LINES = /^(?!\n* )(?:(?:[ -~]*[!-~])?\n)*[ -~]*[!-~]\n$/
const isLiteral = (value: YamlValue): value is string =>
  typeof value === 'string' && value.indexOf('\n') < value.length - 1 && LINES.test(value)

/** How a value stands behind its key or dash, where it fits there. */
const inline = (value: YamlValue): string | null => {
  if (isLiteral(value)) return null
  if (isScalar(value)) return scalar(value)
  if (isList(value)) {
    if (!value.every(isScalar)) return null
    const text = `[${value.map((item) => scalar(item as string)).join(', ')}]`
    return text.length <= WIDEST ? text : null
  }
  return Object.keys(value).length === 0 ? '{}' : null
}

const block = (value: YamlValue, indent: string): readonly string[] => {
  const short = inline(value)
  if (short !== null) return [`${indent}${short}`]
  if (isLiteral(value))
    return value
      .slice(0, -1)
      .split('\n')
      .map((line) => (line === '' ? '' : `${indent}${line}`))
  if (isList(value)) {
    return value.flatMap((item) => {
      if (isLiteral(item)) return [`${indent}- |`, ...block(item, `${indent}  `)]
      const [first = '', ...rest] = block(item, `${indent}  `)
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest]
    })
  }
  return Object.entries(value as { readonly [key: string]: YamlValue }).flatMap(([key, inner]) => {
    const text = inline(inner)
    return text === null
      ? [`${indent}${exactText(key)}:${isLiteral(inner) ? ' |' : ''}`, ...block(inner, `${indent}  `)]
      : [`${indent}${exactText(key)}: ${text}`]
  })
}
