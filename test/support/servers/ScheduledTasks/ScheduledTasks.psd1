# SPDX-License-Identifier: MIT
@{
    RootModule        = 'ScheduledTasks.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '3d0f2c6e-55b0-4c1e-8f29-6c1d3a4b7e90'
    Author            = 'Stand-in of the tests'
    Description       = 'Stand-in, not the ScheduledTasks module of Windows: keeps tasks in a JSON file.'
    FunctionsToExport = '*-ScheduledTask*'
}
