# SPDX-License-Identifier: MIT
# Stand-in, not the module of Microsoft. The tenant is the JSON file that the environment variable PORTWRIGHT_TENANT names;
# see ../stand-in-tenant.ts. It behaves as Graph does as far as that is known: lists come in pages without settings, the
# next one by an absolute address; a body is JSON of its own content type; what the settings catalog refuses is refused;
# an unknown id is not found; answers are hashtables.

function Stop-Request {
    param([string] $Status, [string] $Message)
    throw "Response status code does not indicate success: $Status. $Message"
}

# What the settings catalog refuses in a policy.
function Assert-Policy {
    param($Policy)
    if (-not $Policy.name -or -not $Policy.templateReference.templateId -or $Policy.platforms -ne 'windows10') { Stop-Request 'BadRequest (Bad Request)' 'The policy is not valid.' }
    if ($Policy.roleScopeTagIds -isnot [array] -or $Policy.settings -isnot [array]) { Stop-Request 'BadRequest (Bad Request)' 'A list is expected.' }
    foreach ($setting in $Policy.settings) {
        $groups = $setting.settingInstance.groupSettingCollectionValue
        if ($null -eq $groups) { continue }
        if ($groups -isnot [array] -or $groups.Count -gt 150) { Stop-Request 'BadRequest (Bad Request)' 'From 1 to 150 rules.' }
        $names = @($groups | ForEach-Object { ($_.children | Where-Object { $_.settingDefinitionId -like '*_name' }).simpleSettingValue.value })
        if (@($names | Sort-Object -Unique).Count -ne $groups.Count) { Stop-Request 'BadRequest (Bad Request)' 'Names of rules are unique.' }
        foreach ($child in @($groups | ForEach-Object { $_.children })) {
            if ($child.Contains('simpleSettingCollectionValue') -and $child.simpleSettingCollectionValue -isnot [array]) { Stop-Request 'BadRequest (Bad Request)' 'A list is expected.' }
            if ($child.Contains('choiceSettingValue') -and $child.choiceSettingValue.children -isnot [array]) { Stop-Request 'BadRequest (Bad Request)' 'A choice has children.' }
        }
    }
}

function Invoke-MgGraphRequest {
    [CmdletBinding()]
    param([string] $Method = 'GET', [Parameter(Mandatory)] [string] $Uri, $Body, [string] $ContentType)
    $tenant = Get-Content -LiteralPath $env:PORTWRIGHT_TENANT -Raw -Encoding UTF8 | ConvertFrom-Json -AsHashtable
    $save = { ConvertTo-Json -InputObject $tenant -Depth 60 | Set-Content -LiteralPath $env:PORTWRIGHT_TENANT -Encoding UTF8 -WhatIf:$false -Confirm:$false }
    $name = if ($Body) { (ConvertFrom-Json -InputObject $Body -AsHashtable).name } else { '' }
    $tenant.calls = @($tenant.calls) + "$Method $(if ($name) { $name } else { $Uri })"
    & $save
    if (-not $tenant.signedIn) { throw 'Authentication needed. Please call Connect-MgGraph.' }
    if ($tenant.failOn -contains "$Method $name" -or $tenant.failOn -contains $Method) { Stop-Request 'ServiceUnavailable (Service Unavailable)' 'The stand-in fails, as the test asks.' }
    if ($Uri -notmatch '^(?:https://graph\.microsoft\.com)?/?beta/deviceManagement/configurationPolicies(?:/(?<id>[^/?()]+))?(?:\?\$skiptoken=(?<skip>\d+))?$') { Stop-Request 'NotFound (Not Found)' $Uri }
    $id = $Matches['id']
    $skip = [int]$Matches['skip']
    if ($id -and @($tenant.policies | Where-Object { $_.id -eq $id }).Count -eq 0) { Stop-Request 'NotFound (Not Found)' $id }
    if ($Method -in 'POST', 'PUT') {
        if ($ContentType -ne 'application/json') { Stop-Request 'UnsupportedMediaType (Unsupported Media Type)' $ContentType }
        if ($Body -match '[^\x00-\x7f]') { Stop-Request 'BadRequest (Bad Request)' 'The stand-in takes ASCII alone: other characters depend on the client.' }
        $policy = ConvertFrom-Json -InputObject $Body -AsHashtable
        Assert-Policy -Policy $policy
    }
    switch ($Method) {
        'GET' {
            if ($id) { Stop-Request 'NotImplemented (Not Implemented)' $Uri }
            $all = @($tenant.policies)
            $page = @{ value = [object[]]@($all | Select-Object -Skip $skip -First $tenant.pageSize | ForEach-Object { $one = @{} + $_; $one.Remove('settings'); $one.Remove('assignments'); $one }) }
            if ($skip + $tenant.pageSize -lt $all.Count) { $page['@odata.nextLink'] = "https://graph.microsoft.com/beta/deviceManagement/configurationPolicies?`$skiptoken=$($skip + $tenant.pageSize)" }
            return $page
        }
        'POST' {
            $policy.id = "new-$(@($tenant.policies).Count)"
            $policy.assignments = @()
            $tenant.policies = @($tenant.policies) + $policy
        }
        'PUT' {
            $tenant.policies = @($tenant.policies | ForEach-Object { if ($_.id -eq $id) { $policy.id = $id; $policy.assignments = $_.assignments; $policy } else { $_ } })
        }
        'DELETE' { $tenant.policies = @($tenant.policies | Where-Object { $_.id -ne $id }) }
        default { Stop-Request 'MethodNotAllowed (Method Not Allowed)' $Method }
    }
    & $save
    if ($Method -ne 'DELETE') { $policy }
}
