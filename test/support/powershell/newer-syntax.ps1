# SPDX-License-Identifier: MIT
# What Windows PowerShell 5.1 would not read in the files PORTWRIGHT_FILES (JSON), or would read as something else; what
# goes by the user's culture (under th-TH the last '\' of a path is its end); and what the parser finds wrong. One object a finding: Path, Line, Text.
param()
# Of PowerShell 7: operators, the clean block, and a background & at the end of a command.
$kinds = 'AndAnd', 'OrOr', 'QuestionMark', 'QuestionDot', 'QuestionLBracket', 'QuestionQuestion', 'QuestionQuestionEquals', 'Clean'
$variables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle', 'EnabledExperimentalFeatures'
$parameters = 'AsHashtable', 'AsArray', 'EnumsAsStrings', 'Parallel', 'AsByteStream', 'LeafBase', 'Extension', 'Shuffle', 'Bottom', 'Culture'
$commands = 'Get-Error', 'Join-String', 'Remove-Alias', 'Test-Json', 'Remove-Service', 'Get-Uptime', 'Show-Markdown', 'Start-ThreadJob'

foreach ($path in ConvertFrom-Json -InputObject $env:PORTWRIGHT_FILES) {
    $tokens = $null
    $errors = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseFile($path, [ref]$tokens, [ref]$errors)
    # There is no store of DSC schemas here, and without one no configuration parses.
    if (-not $tokens.Where({ $_.Kind -eq 'Configuration' })) {
        foreach ($fault in $errors) { [pscustomobject]@{ Path = $path; Line = $fault.Extent.StartLineNumber; Text = $fault.Message } }
    }
    foreach ($token in $tokens) {
        # x|U, 1y, 0b1: numbers of later versions. A backtick-u escape is in the text of an expandable string.
        $newer = $kinds -contains $token.Kind -or
            ($token.Kind -eq 'Variable' -and $variables -contains $token.Name) -or
            ($token.Kind -eq 'Parameter' -and $parameters -contains $token.ParameterName) -or
            ($token.Kind -eq 'Generic' -and $commands -contains $token.Value) -or
            ($token.Kind -eq 'Number' -and $token.Text -match '^0b|[uUyYsSnN]$' -and $token.Text -notmatch '^0x') -or
            ($token.Kind -match 'Expandable' -and $token.Text -match '(?<!`)(``)*`[ue]')
        if ($newer) { [pscustomobject]@{ Path = $path; Line = $token.Extent.StartLineNumber; Text = $token.Text } }
    }
    $background = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.PipelineAst] -and $args[0].Background }, $true)
    foreach ($node in $background) { [pscustomobject]@{ Path = $path; Line = $node.Extent.StartLineNumber; Text = $node.Extent.Text } }
    $cultured = $tree.FindAll({
            $args[0] -is [System.Management.Automation.Language.InvokeMemberExpressionAst] -and -not $args[0].Static -and
            "$($args[0].Member)" -match '^(LastIndexOf|IndexOf|StartsWith|EndsWith|CompareTo|ToLower|ToUpper)$' -and
            "$($args[0].Arguments)" -notmatch '\[char\]|Ordinal|InvariantCulture'
        }, $true)
    foreach ($node in $cultured) { [pscustomobject]@{ Path = $path; Line = $node.Extent.StartLineNumber; Text = $node.Extent.Text } }
}
