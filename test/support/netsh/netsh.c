// SPDX-License-Identifier: MIT
// A netsh.exe that records how it is called and keeps firewall rules where Windows keeps them. For tests under Wine.
//
//   NETSH_LOG   file to which every call is added: arguments in UTF-8, U+001F behind each, U+001E behind the call
//   NETSH_FAIL  text; "add rule", "delete rule" and "set" fail where the name or the words hold it
//
// cmd.exe under Wine has no code page 65001: it reads a batch file byte by byte as the OEM code page and the output of
// programs as Windows-1252. Both keep every byte, so the bytes tell which it was and are UTF-8 again. The registry gets the
// name in the form that "reg query" prints as these bytes, as the real one prints UTF-8 under chcp 65001.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define RULES L"SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules"
#define MOST 64
#define LONGEST 70000

static int narrow(UINT page, const wchar_t *text, char *out)
{
    BOOL lost = FALSE;
    wchar_t *back = malloc(LONGEST * sizeof *back);
    int length = WideCharToMultiByte(page, WC_NO_BEST_FIT_CHARS, text, -1, out, LONGEST, NULL, &lost);
    int valid = length > 0 && !lost && MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, out, -1, back, LONGEST) > 0;
    free(back);
    return valid;
}

// The bytes that stood in the batch file, or came out of a program.
static char *bytes(const wchar_t *text)
{
    char *out = calloc(1, LONGEST);
    if (narrow(437, text, out) || narrow(1252, text, out)) return out;
    WideCharToMultiByte(CP_UTF8, 0, text, -1, out, LONGEST, NULL, NULL);
    return out;
}

static const char *value(char **args, int count, const char *tag)
{
    size_t length = strlen(tag);
    for (int i = 0; i < count; i++)
        if (_strnicmp(args[i], tag, length) == 0 && args[i][length] == '=') return args[i] + length + 1;
    return NULL;
}

static void field(char *string, const char *key, const char *text)
{
    if (text) sprintf(string + strlen(string), "%s=%s|", key, text);
}

static void fields(char *string, const char *key, const char *list)
{
    char *copy = list ? _strdup(list) : NULL;
    for (char *entry = copy ? strtok(copy, ",") : NULL; entry; entry = strtok(NULL, ",")) field(string, key, entry);
    free(copy);
}

static HKEY rules(void)
{
    HKEY key = NULL;
    RegCreateKeyExW(HKEY_LOCAL_MACHINE, RULES, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL);
    return key;
}

// Counts the rules of a name, or deletes them.
static int named(const char *name, int remove)
{
    HKEY key = rules();
    int found = 0;
    wchar_t id[512];
    wchar_t *data = malloc(LONGEST * sizeof *data);
    for (DWORD index = 0;; index++) {
        DWORD id_length = 512, size = LONGEST * sizeof *data;
        if (RegEnumValueW(key, index, id, &id_length, NULL, NULL, (BYTE *)data, &size)) break;
        data[size / sizeof *data] = 0;
        char *string = bytes(data);
        char *start = strstr(string, "|Name=");
        char *end = start ? strchr(start + 6, '|') : NULL;
        if (end) *end = 0;
        int same = start && _stricmp(start + 6, name) == 0;
        free(string);
        if (!same) continue;
        found++;
        if (remove && RegDeleteValueW(key, id) == 0) index--;
    }
    RegCloseKey(key);
    free(data);
    return found;
}

static int add(char **args, int count, const char *name)
{
    char *string = calloc(1, LONGEST * 2);
    const char *protocol = value(args, count, "protocol");
    int ports = protocol && (!strcmp(protocol, "tcp") || !strcmp(protocol, "udp"));
    if (!value(args, count, "dir") || !value(args, count, "action")) return 1;
    if (!ports && (value(args, count, "localport") || value(args, count, "remoteport"))) return 1;
    strcpy(string, "v2.30|");
    field(string, "Action", value(args, count, "action"));
    field(string, "Active", "TRUE");
    field(string, "Dir", value(args, count, "dir"));
    field(string, "Protocol", protocol);
    fields(string, "Profile", value(args, count, "profile"));
    fields(string, "LPort", value(args, count, "localport"));
    fields(string, "RPort", value(args, count, "remoteport"));
    fields(string, "LA4", value(args, count, "localip"));
    fields(string, "RA4", value(args, count, "remoteip"));
    field(string, "App", value(args, count, "program"));
    field(string, "Svc", value(args, count, "service"));
    field(string, "Name", name);
    field(string, "Desc", value(args, count, "description"));
    wchar_t *wide = calloc(sizeof *wide, LONGEST * 2);
    MultiByteToWideChar(CP_OEMCP, 0, string, -1, wide, LONGEST * 2);
    HKEY key = rules();
    wchar_t id[64];
    DWORD number = 0;
    do
        swprintf(id, 64, L"{00000000-0000-0000-0000-%012lX}", ++number);
    while (RegQueryValueExW(key, id, NULL, NULL, NULL, NULL) == 0);
    LONG status = RegSetValueExW(key, id, 0, REG_SZ, (BYTE *)wide, (DWORD)(wcslen(wide) + 1) * sizeof *wide);
    RegCloseKey(key);
    return status != 0;
}

int wmain(int argc, wchar_t **argv)
{
    char *args[MOST];
    char words[1024] = "";
    int count = 0;
    for (int i = 1; i < argc && count < MOST; i++) {
        args[count] = bytes(argv[i]);
        if (!strchr(args[count], '=') && strlen(words) + strlen(args[count]) < 1000) {
            strcat(words, args[count]);
            strcat(words, " ");
        }
        count++;
    }
    const wchar_t *log = _wgetenv(L"NETSH_LOG");
    FILE *file = log ? _wfopen(log, L"ab") : NULL;
    if (file) {
        for (int i = 0; i < count; i++) fprintf(file, "%s\x1f", args[i]);
        fprintf(file, "\x1e");
        fclose(file);
    }
    const char *fail = getenv("NETSH_FAIL");
    const char *name = value(args, count, "name");
    int failing = fail && *fail && ((name && strstr(name, fail)) || strstr(words, fail));
    if (!strncmp(words, "advfirewall firewall show rule ", 31)) return !name || named(name, 0) == 0;
    if (failing) {
        printf("The parameter is incorrect.\n");
        return 1;
    }
    if (!strncmp(words, "advfirewall firewall add rule ", 30)) return !name || add(args, count, name);
    if (!strncmp(words, "advfirewall firewall delete rule ", 33)) return !name || named(name, 1) == 0;
    return strncmp(words, "advfirewall set ", 16) != 0;
}
