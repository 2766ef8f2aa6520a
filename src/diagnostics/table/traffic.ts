// SPDX-License-Identifier: MIT
import { type Entry, error, type Nothing, warning } from '../entry.ts'
import { groupDigits } from '../group-digits.ts'
import { quote } from '../quote.ts'

const KINDS =
  'pfirewall.log, netstat -ano, Get-NetTCPConnection as CSV or JSON, events 5156 and 5157 as XML, JSON or CSV with a column for each value, and Zeek conn.log are read; each also as UTF-16 or gzip.'
const EXPORT =
  'wevtutil qe Security /q:"*[System[(EventID=5152 or EventID=5154 or EventID=5156 or EventID=5157)]]" /f:xml > events.xml'

/** Logs of what really passed and was dropped. */
export const TRAFFIC = {
  'unknown-log': error<Nothing>({
    message: () => 'The file is no log that Portwright reads.',
    hint: () => KINDS,
    help: 'A log shows what it is by its header or by the shape of its rows. Nothing of this file is taken for traffic.',
  }),
  'log-in-words': error<Nothing>({
    message: () => 'The events stand there in words of a language, not as values.',
    hint: () => `Run this on the same computer and read what it writes: ${EXPORT}`,
    help: 'Event Viewer and Get-WinEvent write the message of an event, translated. Its words are not guessed; XML has the values by name.',
  }),
  'log-binary': error<Nothing>({
    message: () => 'The file is an event log in Windows’ own binary form.',
    hint: () =>
      `Run this on the same computer: ${EXPORT} (of a saved file: wevtutil qe FILE.evtx /lf:true /f:xml > events.xml)`,
    help: 'An .evtx file is read by Windows alone. XML has the same events.',
  }),
  'log-packed': error<Nothing>({
    message: () => 'The file is an archive.',
    hint: () => 'Unpack it and name the log; a single file that gzip packed is read as it is.',
    help: 'An archive may hold several files, of which some are no logs.',
  }),
  'log-empty': warning<Nothing>({
    message: () => 'The file is empty.',
    hint: () =>
      'Is logging on, and may NT SERVICE\\mpssvc write into the folder? “Set-NetFirewallProfile -LogAllowed True -LogBlocked True” turns it on.',
    help: 'By default Windows logs nothing. A log in a folder of one’s own stays empty until the firewall service may write there.',
  }),
  'log-without-rows': warning<Nothing>({
    message: () => 'The log has a head and no row.',
    hint: () => 'A log that was just turned on has none yet. Rows have to stand on lines of their own.',
    help: 'Nothing was read in the file, so it says nothing about any flow.',
  }),
  'log-twice': warning<{ path: string }>({
    message: ({ path }) => `The log is ${path} again, and was read once.`,
    hint: () =>
      'Leave one of the two out; a pattern like logs/*.log may name a file that is given by its name as well.',
    help: 'A log that was read twice would count its conversations twice.',
  }),
  'log-damaged': warning<{ reason: string }>({
    message: ({ reason }) => `The log was not read to its end: ${reason}.`,
    hint: () => 'Copy the file anew. What stands in the answer is what was read before.',
    help: 'A copy that was interrupted, or a file that is still being written.',
  }),
  'log-rows-damaged': warning<{ rows: number; lines: number }>({
    message: ({ rows, lines }) =>
      `${groupDigits(rows)} of ${groupDigits(lines)} rows are damaged and were passed over.`,
    hint: ({ rows, lines }) =>
      rows === lines && rows > 1
        ? `No row of the file was understood, so it says nothing. ${KINDS}`
        : 'The last row of a log that is being written may be cut off; many damaged rows mean a damaged copy, or names in place of addresses: netstat needs -n.',
    help: 'A row that is not understood is counted, never guessed.',
  }),
  'log-without-times': warning<Nothing>({
    message: () => 'The rows have no time that can be read, so --since leaves none of them out.',
    hint: () =>
      'Write times as 2026-01-10T08:00:00Z: of 03.04.2026 and 4/3/2026 nobody knows which is the month. XML has them so.',
    help: 'Tables that Export-Csv writes have times as the language of the computer has them. The rows are counted all the same.',
  }),
  'log-events-lost': warning<{ events: number }>({
    message: ({ events }) => `The computer lost ${groupDigits(events)} events before it wrote them.`,
    hint: () => 'What the log does not show may have happened all the same.',
    help: 'INFO-EVENTS-LOST stands in the log where Windows could not write as fast as packets came.',
  }),
  'log-of-strangers': warning<Nothing>({
    message: () => 'No address of the logs is one that the estate names.',
    hint: () => 'Is it the estate of these computers? --host HOST says whose log it is.',
    help: 'Traffic is held against the flows by addresses. Logs in which no address of the estate stands cannot tell what its flows did.',
  }),
  'log-too-varied': warning<{ conversations: number; most: number }>({
    message: ({ conversations, most }) =>
      `${groupDigits(conversations)} conversations are counted and not listed: more than ${groupDigits(most)} different ones have no flow.`,
    hint: () => 'Read fewer files at once, or a shorter time with --since.',
    help: 'The memory that a reading takes does not grow with the logs, so there is a bound for what is told apart. A scan of all ports reaches it.',
  }),
  'log-of-another-host': warning<{ host: string; other: string }>({
    message: ({ host, other }) => `The log seems to be that of ${quote(other)}, not of ${quote(host)}.`,
    hint: () => 'Leave --host out where the addresses say whose log it is, and name each host with its own log.',
    help: '--host says whose log every file is; an address of the computer’s own side belongs to another host of the estate.',
  }),
} as const satisfies Record<string, Entry<never>>
