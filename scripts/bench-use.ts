// SPDX-License-Identifier: MIT

/**
 * A module that has a process say at its end what it used: microseconds of processor time of all its threads, and its peak
 * memory in KiB. Linux hands the peak of whoever starts a process down in `maxRSS`; `VmHWM` begins with the program.
 */
const source = `import{readFileSync}from'node:fs'
const peak=()=>{try{return+/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1]}catch{return process.resourceUsage().maxRSS}}
process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('\\nUSE '+(u.userCPUTime+u.systemCPUTime)+' '+peak())})`

export const USE = `data:text/javascript,${encodeURIComponent(source)}`

/** Seconds and megabytes of what was said; zeros where nothing was. */
export const usedOf = (said: string): { readonly seconds: number; readonly megabytes: number } => {
  const [, time = '0', memory = '0'] = /USE (\d+) (\d+)/.exec(said) ?? []
  return { seconds: Number(time) / 1e6, megabytes: Number(memory) / 1024 }
}
