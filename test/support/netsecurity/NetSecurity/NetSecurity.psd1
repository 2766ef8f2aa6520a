# SPDX-License-Identifier: MIT
@{
    RootModule        = 'NetSecurity.psm1'
    ModuleVersion     = '2.0.0.0'
    GUID              = '7d4b6d3c-0d6f-4d0e-9a53-6d0a6f6d2c11'
    Author            = 'Stand-in of the tests'
    Description       = 'Stand-in, not the NetSecurity module of Windows: keeps rules in a JSON file.'
    FunctionsToExport = '*-Net*', 'Get-Service', 'Get-CimInstance', 'Get-PSSession', 'Invoke-Command'
}
