// SPDX-License-Identifier: MIT
import { type Entry, error, info, type Nothing, warning } from '../entry.ts'
import { quote, quotePath } from '../quote.ts'

/** What `apply` and `plan --against live` find on servers, and what keeps them from starting. */
export const SERVERS = {
  'output-not-compiled': error<{ folder: string; text: string }>({
    message: ({ folder, text }) => `${quotePath(folder)} is not what was compiled: ${text}. Nothing was run.`,
    hint: () => 'See “portwright verify”, and compile again.',
    help: 'Only scripts that a compile wrote, byte for byte or with a signature block behind them, are run on servers.',
  }),
  'no-powershell': error<{ folder: string }>({
    message: () => 'There is no PowerShell here: neither pwsh nor powershell.exe is on the PATH.',
    hint: ({ folder }) =>
      `Install PowerShell 7 (https://aka.ms/powershell), or copy the scripts in ${quotePath(`${folder}/powershell`)} to their servers and run each there in an elevated session: first with -WhatIf, then with -RollbackPath FILE.`,
    help: 'Servers are reached with PowerShell remoting, which needs PowerShell here too.',
  }),
  'no-script': error<{ policy: string }>({
    message: ({ policy }) => `The output has no script for the policy ${quote(policy)}.`,
    hint: () => 'Compile with the target powershell.',
    help: 'What runs on a server is powershell/POLICY.ps1 of the output.',
  }),
  'no-rpc-script': error<{ policy: string }>({
    message: ({ policy }) =>
      `The policy ${quote(policy)} restricts RPC, and the output has no rpc/Set-RpcPortRange.ps1.`,
    hint: () => 'Compile without --target and --host; the targets can be chosen in the estate.',
    help: 'Rules for the restricted ports of RPC alone would close those that RPC listens on.',
  }),
  'script-unsigned': error<{ host: string }>({
    message: ({ host }) => `${quote(host)} runs signed scripts alone (AllSigned), and this one is not signed.`,
    hint: () =>
      'Sign the scripts of the output with a certificate that the server trusts; verify accepts the signature.',
    help: 'The execution policy AllSigned holds for scripts from anywhere.',
  }),
  'language-constrained': error<{ host: string; mode: string }>({
    message: ({ host, mode }) => `PowerShell on ${quote(host)} is in ${mode}: nothing of ours runs there.`,
    hint: () => 'Serve this host by Group Policy (gpo/ of the output), or allow the scripts by their signature.',
    help: 'An application control policy (WDAC, AppLocker) or an endpoint for limited administration constrains the language of PowerShell.',
  }),
  'powershell-old': error<{ host: string; version: string }>({
    message: ({ host, version }) => `${quote(host)} has PowerShell ${version}; 5.1 is needed.`,
    hint: () => 'Install Windows Management Framework 5.1, or serve this host by Group Policy.',
    help: 'The scripts are written for Windows PowerShell 5.1 and PowerShell 7.',
  }),
  'not-elevated': error<{ host: string }>({
    message: ({ host }) => `The session on ${quote(host)} is not elevated.`,
    hint: () => 'Connect as an administrator of that computer.',
    help: 'Only administrators change the rules of a computer.',
  }),
  'cmdlet-missing': error<{ host: string; names: readonly string[] }>({
    message: ({ host, names }) => `${quote(host)} lacks ${names.map(quote).join(', ')}.`,
    hint: () =>
      'These are in the modules NetSecurity and ScheduledTasks of Windows 8 and Windows Server 2012 or later.',
    help: 'A server needs the cmdlets of Windows Firewall and, for the way back, those of scheduled tasks.',
  }),
  'firewall-stopped': error<{ host: string; status: string }>({
    message: ({ host, status }) => `Windows Firewall (mpssvc) on ${quote(host)} is ${status}: rules would say nothing.`,
    hint: () => 'Start the service; another firewall in its place needs rules of its own.',
    help: 'Rules count while the service Windows Defender Firewall runs.',
  }),
  'local-rules-ignored': error<{ host: string; profiles: readonly string[] }>({
    message: ({ host, profiles }) =>
      `Group Policy lets no local rules count on ${quote(host)} (${profiles.join(', ')}): what is applied there would open nothing.`,
    hint: () => 'Serve this host by Group Policy (gpo/ of the output), or let local rules be merged.',
    help: 'The setting “Apply local firewall rules: No” of a Group Policy takes all rules out of force that a computer has of itself.',
  }),
  'local-rules-partly': warning<{ host: string; profiles: readonly string[] }>({
    message: ({ host, profiles }) =>
      `Group Policy lets no local rules count on ${quote(host)} in ${profiles.join(', ')}.`,
    hint: () => 'Serve this host by Group Policy, or let local rules be merged in these profiles too.',
    help: 'Where Group Policy merges no local rules in one of the profiles of a policy, its rules count in the other profiles alone.',
  }),
  'group-policy-rules': warning<{ host: string; count: number }>({
    message: ({ host, count }) =>
      `${quote(host)} has ${count === 1 ? 'a rule' : `${count} rules`} of ours by Group Policy already.`,
    hint: () => 'Serve a host in one way: by Group Policy, or by apply.',
    help: 'Rules of Group Policy and those of the computer add up; what one of them no longer opens the other may.',
  }),
  'profile-not-active': warning<{ host: string; active: readonly string[]; profiles: readonly string[] }>({
    message: ({ host, active, profiles }) =>
      `${quote(host)} is in the profile ${active.join(', ')}, and its policy is for ${profiles.join(', ')}.`,
    hint: () => 'See why Windows puts its network there, or set `profiles` for this host.',
    help: 'A rule counts in the profiles that it names. Windows chooses the profile by the network that a card is on.',
  }),
  'address-differs': warning<{ host: string; expected: readonly string[] }>({
    message: ({ host, expected }) => `${quote(host)} has none of the addresses of the estate: ${expected.join(', ')}.`,
    hint: () => 'See that this is the right computer, and mend the estate.',
    help: 'Rules of other hosts name the addresses that the estate has.',
  }),
  'outside-management': error<{ host: string; address: string }>({
    message: ({ host, address }) =>
      `${quote(host)} sees us at ${address}, which is not under \`management\`: its policy would shut us out.`,
    hint: () => 'Run this from a computer under `management`, or add this network to it and compile again.',
    help: 'Where `management` says where administrators come from, nobody else is let in by the policy.',
  }),
  'preflight-unread': info<{ host: string; what: string }>({
    message: ({ host, what }) => `On ${quote(host)} this could not be read: ${what}`,
    help: 'What a look before the change could not find out. It holds nothing up.',
  }),
  'was-rolled-back': warning<{ host: string; time: string }>({
    message: ({ host, time }) => `The run before was put back on ${quote(host)}${time === '' ? '' : ` (${time})`}.`,
    hint: () => 'Its change was not confirmed in time. Look why before the same is applied again.',
    help: 'A change that no new connection confirms in time is put back by a task on the server. This is said until a run succeeds.',
  }),
  'confirm-pending': warning<{ host: string; count: number }>({
    message: ({ host }) =>
      `A run on ${quote(host)} was never confirmed: the task that puts it back is still registered.`,
    hint: () => 'Wait until its time is up, or run apply: it puts that run back first, and makes its change then.',
    help: 'Before the first change a scheduled task is registered that puts it back; only a confirmed change takes it away.',
  }),
  'run-under-way': error<{ host: string; started: string; until: string }>({
    message: ({ host, started, until }) =>
      `Another apply, started at ${started}, ${until === '' ? `is at work on ${quote(host)}` : `waits on ${quote(host)} for confirmation until ${until}`}.`,
    hint: () => 'Wait until it ends, and run again. Whoever runs it confirms its change, or lets it go back.',
    help: 'The session of a run keeps a file open on the server. While it lives nobody else changes anything there, and nothing of the run is put back by others; when it dies, the next run puts it back.',
  }),
  'task-left': warning<{ host: string; reason: string }>({
    message: ({ host, reason }) => `The change on ${quote(host)} is confirmed, but its task is still there: ${reason}`,
    hint: () => 'It does nothing any more. Delete it under \\Portwright\\ in the Task Scheduler.',
    help: 'The script of the task sees that the change was confirmed and leaves everything as it is.',
  }),
  'rollback-kept': warning<{ host: string; names: readonly string[] }>({
    message: ({ host, names }) =>
      `On ${quote(host)} others have changed this since; it stays as it is: ${names.join('; ')}.`,
    hint: () => 'Set it by hand if it is to be what it was.',
    help: 'A rollback takes back what the run did, and nothing that was changed after it.',
  }),
  'plan-changed': error<{ host: string }>({
    message: ({ host }) => `The rules of ${quote(host)} are not any more what the shown plan was made for.`,
    hint: () => 'Run it again and look at the new plan.',
    help: 'Between the question and the answer somebody else changed the rules of the computer.',
  }),
  'rpc-restart-due': warning<{ host: string }>({
    message: ({ host }) =>
      `${quote(host)} uses its new RPC ports after a restart, which is due. Nothing was restarted.`,
    hint: () => 'Restart it, then run apply --test.',
    help: 'Windows reads the values for the ports of dynamic RPC when it starts. Until then RPC listens on the ports before.',
  }),
  'rpc-values-wrong': error<{ host: string; text: string }>({
    message: ({ host, text }) => `RPC on ${quote(host)}: ${text}`,
    hint: () => 'Run apply, and restart the computer.',
    help: 'What rpc/Test-RpcPortRange.ps1 of the output found wrong.',
  }),
  'rpc-values-doubtful': warning<{ host: string; text: string }>({
    message: ({ host, text }) => `RPC on ${quote(host)}: ${text}`,
    help: 'What rpc/Test-RpcPortRange.ps1 of the output could not be sure of.',
  }),
  'sql-port-wrong': error<{ host: string; instance: string; text: string }>({
    message: ({ host, instance, text }) => `SQL Server ${quote(instance)} on ${quote(host)}: ${text}`,
    hint: () => 'sql/Test-SqlStaticPort.ps1 -Remedy prints what mends it.',
    help: 'What sql/Test-SqlStaticPort.ps1 of the output found wrong.',
  }),
  'sql-port-doubtful': warning<{ host: string; instance: string; text: string }>({
    message: ({ host, instance, text }) => `SQL Server ${quote(instance)} on ${quote(host)}: ${text}`,
    help: 'What sql/Test-SqlStaticPort.ps1 of the output could not be sure of.',
  }),
  'rpc-untested': error<{ host: string; text: string }>({
    message: ({ host, text }) => `The RPC ports of ${quote(host)} could not be tested: ${text}`,
    hint: () => 'Run rpc/Test-RpcPortRange.ps1 of the output there in an elevated session.',
    help: 'The test of the RPC ports ended without a result.',
  }),
  'sql-untested': error<{ host: string; text: string }>({
    message: ({ host, text }) => `The SQL Server ports of ${quote(host)} could not be tested: ${text}`,
    hint: () => 'Run sql/Test-SqlStaticPort.ps1 of the output there in an elevated session.',
    help: 'The test of the SQL Server ports ended without a result.',
  }),
  'live-unread': error<{ host: string; reason: string }>({
    message: ({ host, reason }) => `The rules in force on ${quote(host)} could not be read: ${reason}.`,
    hint: () => 'Mend that and ask again; of this host nothing is known.',
    help: 'A host that cannot be read is neither the same nor different.',
  }),
  'rules-do-not-count': warning<{ host: string; text: string }>({
    message: ({ host, text }) => `The rules of ${quote(host)} stand there and do not all count: ${text}`,
    hint: () => 'Mend that on the computer or in its Group Policy; the rules are as they should be.',
    help: 'A rule may stand in the store of a computer and let nothing in, as where the firewall is off or another one has taken over.',
  }),
  'journal-missing': error<{ path: string }>({
    message: ({ path }) => `There is no journal ${quotePath(path)}, so there is nothing to go on with.`,
    hint: () => 'Name the journal of the earlier run with --journal, or leave --resume out.',
    help: 'A run writes a line an event into its journal; --resume reads there which hosts are done.',
  }),
  'journal-of-another': error<{ path: string }>({
    message: ({ path }) => `The journal ${quotePath(path)} is of another output, or of another kind of run.`,
    hint: () => 'Leave --resume out, or go on with the output that the journal is of.',
    help: 'Each line of a journal carries the estate hash of the output that was applied.',
  }),
  'journal-damaged': warning<Nothing>({
    message: () => 'The journal has a line that is not whole; it was passed over.',
    hint: () => 'The host that it was about is done again, which changes nothing where it was done.',
    help: 'A run that was ended in the middle of a line leaves a piece of it.',
  }),
} as const satisfies Record<string, Entry<never>>
