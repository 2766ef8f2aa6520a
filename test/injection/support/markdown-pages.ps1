# SPDX-License-Identifier: MIT
# Makes a page of each Markdown file below the folders of a list, with the Markdown parser that PowerShell carries.
param([string] $List)
foreach ($root in [System.IO.File]::ReadAllLines($List)) {
    foreach ($path in [System.IO.Directory]::GetFiles($root, '*.md', 'AllDirectories')) {
        $page = ConvertFrom-Markdown -InputObject ([System.IO.File]::ReadAllText($path))
        [System.IO.File]::WriteAllText("$path.html", $page.Html)
    }
}
