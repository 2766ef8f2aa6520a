// SPDX-License-Identifier: MIT
import { count } from '../count.ts'
import { type Entry, error, type Nothing, warning } from '../entry.ts'
import { quote, quotePath } from '../quote.ts'

/** The output folder: what keeps a compile from writing it, and what a reader finds in it. */
export const OUTPUT = {
  'output-in-use': error<{ path: string }>({
    message: ({ path }) =>
      `The output folder holds ${quotePath(path)}, which Portwright did not write and would have to replace.`,
    hint: () => 'Move it away, or choose another folder with --out.',
    help: 'Files and folders that Portwright did not write are never deleted or replaced.',
  }),
  'output-no-folder': error<{ folder: string }>({
    message: ({ folder }) => `${quotePath(folder)} is no folder.`,
    hint: () => 'Choose another folder with --out.',
    help: 'The output of a compile is a folder.',
  }),
  'no-output': error<{ folder: string }>({
    message: ({ folder }) => `${quotePath(folder)} holds no output of a compile: portwright.json is missing.`,
    hint: () => 'Give the output folder of a compile.',
    help: 'The index portwright.json makes a folder an output: it lists every file that the compile wrote.',
  }),
  'output-dangling-link': error<{ folder: string }>({
    message: ({ folder }) => `${quotePath(folder)} is a link that leads nowhere.`,
    hint: () => 'Make the folder that it leads to, or choose another folder with --out.',
    help: 'An output folder may be a link to a folder. Where that folder is missing, nothing says that it should be made.',
  }),
  'output-mount-point': error<{ folder: string; mount: string }>({
    message: ({ folder, mount }) =>
      folder === mount
        ? `${quotePath(folder)} is a mount point, so it cannot be swapped whole.`
        : `${quotePath(mount)} is a mount point, so the output folder ${quotePath(folder)} cannot be swapped whole.`,
    hint: () => 'Choose a folder below the mount point with --out.',
    help: 'An output takes the place of the one before by one renaming; a mount point cannot be renamed.',
  }),
  'output-busy': error<{ folder: string; process: number; place: string; here: boolean }>({
    message: ({ folder, process, here }) =>
      here
        ? `Another compile (process ${process}) is writing ${quotePath(folder)}.`
        : `A compile on another computer or in another container is writing ${quotePath(folder)}.`,
    hint: ({ place }) =>
      `Wait until it is done, or choose another folder with --out. If none runs, delete ${quotePath(place)}.`,
    help: 'One compile at a time writes into a folder. A second one waits about a minute and then gives up.',
  }),
  'output-interrupted': error<{ folder: string; place: string }>({
    message: ({ folder, place }) =>
      `A compile into ${quotePath(folder)} was interrupted; what stood there lies in ${quotePath(place)}.`,
    hint: ({ folder }) =>
      `Compile again: that finishes it. If something else stands at ${quotePath(folder)} by now, move it away first.`,
    help: 'The next compile into the folder finishes what an interruption left or takes it back. Commands that only read change nothing.',
  }),
  'output-unwritable': error<{ path: string; reason: string }>({
    message: ({ path, reason }) => `${quotePath(path)} cannot be written or moved: ${reason}. The output is as it was.`,
    hint: () => 'Mend that, or choose another folder with --out.',
    help: 'The new output takes the place of the old one by renaming, in the folder that holds both.',
  }),
  'output-owner': error<{ folder: string }>({
    message: ({ folder }) => `${quotePath(folder)} belongs to another account, which a new output cannot be given to.`,
    hint: () => 'Compile as its owner, or choose another folder with --out.',
    help: 'An output folder keeps its owner and its mode. Only its owner, or an administrator, can make another one like it.',
  }),
  'output-held': error<{ path: string | null; folder: string }>({
    message: ({ path, folder }) =>
      `${path === null ? `Something in ${quotePath(folder)}` : quotePath(path)} is open in another program, so the output cannot be swapped. It is as it was.`,
    hint: () => 'Close that program, or a shell that stands in the folder, and compile again.',
    help: 'Windows moves no folder in which a program has a file open.',
  }),
  'output-left': warning<{ paths: readonly string[]; place: string }>({
    message: ({ paths, place }) =>
      `The new output is in place. Of the old one ${paths
        .slice(0, 3)
        .map(quotePath)
        .join(
          ', ',
        )}${paths.length > 3 ? ` and ${count(paths.length - 3, 'more entry', 'more entries')}` : ''} could not be taken away and ${paths.length === 1 ? 'lies' : 'lie'} in ${quotePath(place)}.`,
    hint: () => 'Close the program that has it open; the next compile takes it away.',
    help: 'A file that another program has open cannot be deleted on Windows. It is no part of the output any more.',
  }),
  'partial-over-whole': error<{ folder: string; more: readonly string[] }>({
    message: ({ folder, more }) =>
      `${quotePath(folder)} holds ${count(more.length, 'policy', 'policies')} that this compile leaves out: ${more.slice(0, 3).map(quote).join(', ')}${more.length > 3 ? ' …' : ''}.`,
    hint: () => 'Give a partial compile a folder of its own: --out part.',
    help: 'A compile replaces its folder whole; with --host it would take the policies of all other hosts away.',
  }),
  'index-damaged': error<{ reason: string }>({
    message: ({ reason }) => `The index of the output is damaged: ${reason}.`,
    hint: () => 'Compile again, or take the folder from where it was kept.',
    help: 'portwright.json holds what every file is compared with. It carries the SHA-256 of its own text (indexHash), a hash of each policy and one of the estate.',
  }),
  'index-empty': error<Nothing>({
    message: () => 'The index of the output lists no policies or no files: there is nothing to prove.',
    hint: () => 'Compile again, or take the folder from where it was kept.',
    help: 'An output without a policy says nothing about any computer.',
  }),
  'index-path-outside': error<{ path: string }>({
    message: ({ path }) =>
      `The index names ${quotePath(path)}, which leads out of the output or to a device. It was not read.`,
    hint: () =>
      'Do not use this folder: a compile writes no such path, and no link or device into its output. Compile again.',
    help: 'Every path of an index is relative, with `/`, and stays in the output folder.',
  }),
} as const satisfies Record<string, Entry<never>>
