# SPDX-License-Identifier: MIT
# Stand-in, not Microsoft's: the directory that the stand-in modules GroupPolicy and ActiveDirectory share.
# It is the JSON file that the environment variable PORTWRIGHT_STANDIN names:
#   domain    dns, dn, netbios, dc
#   ous       distinguished names that can hold links
#   gpos      id, name, comment, settings, wmi, permissions: [{ name, level }]
#   links     gpo, target, enabled, enforced (in their order)
#   groups    sam, name, dn, sid, category, scope, members
#   computers name, dns, dn, sam
#   objects   name, dn, type, attributes
#   calls     every call that would change a domain: "Cmdlet TARGET"
#   failOn    "Cmdlet TARGET" or "Cmdlet": these calls fail
#   clearsComment   Import-GPO empties the comment, as nobody has ruled out
#   sweepsFolder    Import-GPO and Restore-GPO leave nothing of others in the GPO's folder, as nobody has ruled out
#   newGpoAlso      trustee that may apply every new GPO
#   blocked         organizational units that block inheritance
#   meanwhile       { call, gpos }: the GPOs that somebody else has made or changed when that call comes
#   brokenSysvol    a file stands where the records of a new GPO go
# The folders of the GPOs in SYSVOL stand beside that file, in the folder sysvol.

function Read-Directory {
    ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($env:PORTWRIGHT_STANDIN)) -AsHashtable
}

function Save-Directory {
    param($Directory)
    [System.IO.File]::WriteAllText($env:PORTWRIGHT_STANDIN, (ConvertTo-Json -InputObject $Directory -Depth 10 -Compress))
}

# Holds the call that PORTWRIGHT_SLOW names, once, so that a test can press Ctrl-C in the middle of it.
function Wait-Interrupt {
    param([string] $Call)
    if ($env:PORTWRIGHT_SLOW -ne $Call -or (Test-Path -LiteralPath $env:PORTWRIGHT_SLOW_FILE)) { return }
    [System.IO.File]::WriteAllText($env:PORTWRIGHT_SLOW_FILE, '')
    Start-Sleep -Seconds 100
}

# Notes the call and fails where the test asks for it.
function Add-Call {
    param($Directory, [string] $Cmdlet, [string] $Target)
    $call = "$Cmdlet $Target"
    Wait-Interrupt -Call $call
    if ($Directory.failOn -contains $call -or $Directory.failOn -contains $Cmdlet) {
        throw "Stand-in: $call fails, as the test asks."
    }
    $Directory.calls = @($Directory.calls) + $call
    if ($Directory.meanwhile -and $Directory.meanwhile.call -eq $call) {
        $theirs = @($Directory.meanwhile.gpos)
        $Directory.gpos = @($Directory.gpos | Where-Object { $theirs.name -notcontains $_.name }) + $theirs
    }
}

# The folder of a GPO in SYSVOL.
function Get-GpoFolder {
    param([string] $Id)
    $sysvol = Join-Path -Path (Split-Path -Path $env:PORTWRIGHT_STANDIN -Parent) -ChildPath 'sysvol'
    Join-Path -Path $sysvol -ChildPath ('{' + $Id.Trim('{}').ToUpperInvariant() + '}')
}

function Assert-Server {
    param($Directory, [string] $Domain, [string] $Server)
    if ($Domain -and $Domain -ne $Directory.domain.dns) { throw "Stand-in: unknown domain $Domain." }
    if ($Server -ne $Directory.domain.dc) { throw "Stand-in: the server is '$Server', not '$($Directory.domain.dc)'." }
}

Export-ModuleMember -Function *
