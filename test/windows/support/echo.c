// SPDX-License-Identifier: MIT
// Stands in for node.exe: prints its arguments, a line each, in UTF-8, and ends with the exit code that ECHO_EXIT names.
#include <stdio.h>
#include <stdlib.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

int wmain(int count, wchar_t **words)
{
    static char text[32768];
    for (int index = 1; index < count; index += 1) {
        WideCharToMultiByte(CP_UTF8, 0, words[index], -1, text, sizeof text, NULL, NULL);
        printf("[%s]\n", text);
    }
    const char *code = getenv("ECHO_EXIT");
    return code == NULL ? 0 : atoi(code);
}
