// SPDX-License-Identifier: MIT

/**
 * `portwright.cmd`. Its own folder is asked for in a subroutine: where cmd finds a script through the PATH by a quoted name,
 * `%~dp0` of the script itself is the current folder. `!` stays what it is, whatever `cmd /v:on` says, and a variable's value
 * is not looked at again for `%`. ASCII, so that no code page matters.
 */
export const portableCommand = (): Uint8Array =>
  Buffer.from(
    [
      '@echo off',
      'setlocal EnableExtensions DisableDelayedExpansion',
      'call :folder',
      '"%PORTWRIGHT_FOLDER%node.exe" "%PORTWRIGHT_FOLDER%bin\\portwright.js" %*',
      'exit /b %ERRORLEVEL%',
      ':folder',
      'set "PORTWRIGHT_FOLDER=%~dp0"',
      'exit /b 0',
      '',
    ].join('\r\n'),
    'ascii',
  )
