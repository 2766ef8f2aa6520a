// SPDX-License-Identifier: MIT
import { decodeText } from './decode-text.ts'

/** Upper halves of code pages 850 and 437, the ones of consoles in western languages: where they differ, nobody can say which was meant. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Bytes of letters in code page 850 that are marks or nothing in 1252, between letters: `Dom\x84ne`. */
const OEM_LETTER = /[A-Za-z][\x80-\x9f][a-z]|(?:^|[\s,])[\x80-\x9f][a-z]/

/**
 * What a console program wrote into a file: in the code page of the console (`cmd`), in UTF-16 (`>` of Windows PowerShell) or in
 * UTF-8. A byte that two code pages read differently becomes U+FFFD.
 */
export const decodeOem = (bytes: Uint8Array): string => {
  const marked = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[1] === 0 || isUtf8(bytes)
  const latin = marked ? '' : Buffer.from(bytes).toString('latin1')
  if (marked || !OEM_LETTER.test(latin)) return decodeText(bytes)
  return latin.replace(/[\x80-\xff]/g, (char) => {
    const at = char.charCodeAt(0) - 0x80
    return CP850[at] === CP437[at] ? (CP850[at] as string) : '\ufffd'
  })
}
