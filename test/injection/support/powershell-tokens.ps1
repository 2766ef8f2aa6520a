# SPDX-License-Identifier: MIT
# Counts what stands in scripts outside of texts and comments, as PowerShell's own parser sees them: one line of JSON for each root.
param([string] $List)
Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.Json;
using System.Text.RegularExpressions;

public static class Tokens {
    // A text that holds what cannot stand in quotes is pieces of text and numbers of characters, joined.
    static readonly Regex Joined = new Regex(@"\( (?:S|\[ char \] N)(?: \+ (?:S|\[ char \] N))+ \)", RegexOptions.CultureInvariant);

    static void Add(SortedDictionary<string, int> count, string word) {
        int before;
        count.TryGetValue(word, out before);
        count[word] = before + 1;
    }

    static void Read(string path, SortedDictionary<string, int> count) {
        Token[] tokens;
        ParseError[] errors;
        Parser.ParseFile(path, out tokens, out errors);
        foreach (var error in errors) Add(count, "broken: " + error.ErrorId);
        var words = new List<string>();
        foreach (var token in tokens) {
            switch (token.Kind) {
                case TokenKind.NewLine: case TokenKind.LineContinuation: case TokenKind.EndOfInput: break;
                case TokenKind.Comment:
                    if (Regex.IsMatch(token.Text, @"^#\s*requires|^# SIG #", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) Add(count, "comment " + token.Text);
                    break;
                case TokenKind.StringLiteral: case TokenKind.HereStringLiteral: words.Add("S"); break;
                case TokenKind.Number: words.Add("N"); break;
                default: words.Add(Regex.Replace(token.Text, @"^FirewallPolicy_\w+$", "FirewallPolicy", RegexOptions.CultureInvariant).Replace(" ", "\u00b7")); break;
            }
        }
        foreach (var word in Joined.Replace(string.Join(" ", words), "S").Split(' ')) if (word != "S" && word != "N") Add(count, word); else Add(count, "value");
    }

    public static string Root(string root) {
        var groups = new SortedDictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(one => one.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase)).OrderBy(one => one, StringComparer.Ordinal)) {
            var top = path.Substring(root.Length + 1).Split('/', '\\')[0] + " ps1";
            if (!groups.ContainsKey(top)) groups[top] = new SortedDictionary<string, int>(StringComparer.Ordinal);
            Read(path, groups[top]);
        }
        return JsonSerializer.Serialize(new { root, groups });
    }
}
'@
foreach ($root in [IO.File]::ReadAllLines($List)) { [Tokens]::Root($root) }
