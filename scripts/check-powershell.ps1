<#
    .SYNOPSIS
        Checks the PowerShell sources with the engine's own parser: what the parser accepts here must also be Windows
        PowerShell 5.1, and look like the rest.

    .DESCRIPTION
        Every .ps1, .psm1 and .psd1: syntax, only what 5.1 understands, ASCII (strings in another language have a byte order
        mark instead), four spaces, no line joined with a backtick,
        no aliases. The module also: only commands and whole parameter names that 5.1 has (scripts/data/ps51-commands.json)
        or the module itself, no Write-Host, no Invoke-Expression, JSON only in its two functions, and none of the
        variables that 5.1 lacks. The script blocks in its .ps1xml files are read like its scripts.

        Prints one line a fault and ends with 1 if there is any.
#>
[CmdletBinding()]
param (
    # The project, or a folder laid out like it.
    [string]
    $Path = [System.IO.Path]::GetDirectoryName($PSScriptRoot),

    # Prints what the module uses of PowerShell's own commands, instead of checking: for scripts/ps51-commands.mjs.
    [switch]
    $ListCommands
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$table = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText([System.IO.Path]::Combine($PSScriptRoot, 'data', 'ps51-commands.json')))
$commonParameters = @(
    'Verbose', 'Debug', 'ErrorAction', 'WarningAction', 'InformationAction', 'ErrorVariable', 'WarningVariable'
    'InformationVariable', 'OutVariable', 'OutBuffer', 'PipelineVariable'
)
# TokenKind by name, for Windows PowerShell does not know the newer ones.
$newerTokens = 'QuestionMark', 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr', 'Clean'
$newerVariables = 'IsWindows', 'IsLinux', 'IsMacOS', 'IsCoreCLR', 'PSStyle', 'EnabledExperimentalFeatures', 'PSNativeCommandUseErrorActionPreference'
$bannedInModule = 'Write-Host', 'Invoke-Expression'
$jsonFunctions = @{ 'ConvertTo-Json' = 'ConvertTo-EflowJson'; 'ConvertFrom-Json' = 'ConvertFrom-EflowJson' }
$faults = [System.Collections.Generic.List[string]]::new()
$moduleFunctions = @{}

function Add-Fault {
    param (
        [string] $File,
        [int] $Line,
        [string] $Text
    )

    $faults.Add(('{0}:{1}: {2}' -f $File, $Line, $Text))
}

function Get-SourceFile {
    param (
        [string] $Folder,
        [string] $Extensions = '^\.(ps1|psm1|psd1)$'
    )

    foreach ($file in [System.IO.Directory]::GetFiles($Folder)) {
        if ([System.IO.Path]::GetExtension($file) -match $Extensions) {
            $file
        }
    }
    foreach ($inner in [System.IO.Directory]::GetDirectories($Folder)) {
        if ([System.IO.Path]::GetFileName($inner) -notmatch '^(node_modules|build|bin|obj|dist|\.git)$') {
            Get-SourceFile -Folder $inner -Extensions $Extensions
        }
    }
}

function Get-RelativePath {
    param ([string] $File)

    $File.Substring($Path.TrimEnd('\', '/').Length + 1).Replace('\', '/')
}

function Test-InModule {
    param ([string] $Relative)

    $Relative -eq 'EflowNetDiag.psd1' -or $Relative.StartsWith('ps-module/')
}

function Find-TextFault {
    param (
        [string] $Relative,
        [string] $Text
    )

    $other = $Relative -match '^ps-module/(?!en-)[a-z]{2}-[A-Z]{2}/'
    $number = 0
    foreach ($line in $Text.Split("`n")) {
        $number++
        $line = $line.TrimEnd("`r")
        if (-not $other -and $line -match '[^\x20-\x7E\t]') {
            Add-Fault -File $Relative -Line $number -Text 'not ASCII: Windows PowerShell reads such files in the code page of the machine'
        }
        if ($line.Contains("`t")) {
            Add-Fault -File $Relative -Line $number -Text 'a tab'
        }
        if ($line -match '\s$') {
            Add-Fault -File $Relative -Line $number -Text 'blanks at the end of the line'
        }
        if ($line -match '^( +)' -and $Matches[1].Length % 4 -ne 0) {
            Add-Fault -File $Relative -Line $number -Text ('indented by {0}, not by a multiple of four' -f $Matches[1].Length)
        }
    }
}

function Find-TokenFault {
    param (
        [string] $Relative,
        [object[]] $Tokens
    )

    foreach ($token in $Tokens) {
        $kind = $token.Kind.ToString()
        if ($newerTokens -contains $kind) {
            Add-Fault -File $Relative -Line $token.Extent.StartLineNumber -Text ('{0} is not in Windows PowerShell 5.1' -f $token.Text)
        }
        if ($kind -eq 'LineContinuation') {
            Add-Fault -File $Relative -Line $token.Extent.StartLineNumber -Text 'a line joined with a backtick'
        }
    }
}

function Get-EnclosingFunction {
    param ([System.Management.Automation.Language.Ast] $Ast)

    for ($parent = $Ast.Parent; $null -ne $parent; $parent = $parent.Parent) {
        if ($parent -is [System.Management.Automation.Language.FunctionDefinitionAst]) {
            return $parent.Name
        }
    }
    return ''
}

function Find-ParameterFault {
    param (
        [string] $Relative,
        [System.Management.Automation.Language.CommandAst] $Command,
        [string[]] $Known
    )

    foreach ($element in $Command.CommandElements) {
        if ($element -is [System.Management.Automation.Language.CommandParameterAst] -and $Known -notcontains $element.ParameterName) {
            $text = '{0} has no parameter -{1} in Windows PowerShell 5.1, or it is abbreviated' -f $Command.GetCommandName(), $element.ParameterName
            Add-Fault -File $Relative -Line $element.Extent.StartLineNumber -Text $text
        }
    }
}

function Find-ModuleCommandFault {
    param (
        [string] $Relative,
        [System.Management.Automation.Language.CommandAst] $Command
    )

    $name = $Command.GetCommandName()
    $line = $Command.Extent.StartLineNumber
    if ($bannedInModule -contains $name) {
        Add-Fault -File $Relative -Line $line -Text ('{0} is not used in the module' -f $name)
    }
    if ($jsonFunctions.ContainsKey($name) -and (Get-EnclosingFunction -Ast $Command) -ne $jsonFunctions[$name]) {
        Add-Fault -File $Relative -Line $line -Text ('{0} outside {1}' -f $name, $jsonFunctions[$name])
    }
    if ($moduleFunctions.ContainsKey($name)) {
        Find-ParameterFault -Relative $Relative -Command $Command -Known ($moduleFunctions[$name] + $commonParameters)
        return
    }
    if ($name.Contains('/')) {
        # A program of Linux by its full path, used where there is no Windows.
        return
    }
    $entry = $table.commands.PSObject.Properties[$name]
    if ($null -eq $entry) {
        Add-Fault -File $Relative -Line $line -Text ('{0} is neither a function of the module nor in scripts/data/ps51-commands.json' -f $name)
        return
    }
    Find-ParameterFault -Relative $Relative -Command $Command -Known (@($entry.Value) + $commonParameters)
}

function Find-AstFault {
    param (
        [string] $Relative,
        [System.Management.Automation.Language.Ast] $Ast,
        [bool] $InModule
    )

    foreach ($node in $Ast.FindAll({ $true }, $true)) {
        $line = $node.Extent.StartLineNumber
        if ($node -is [System.Management.Automation.Language.CommandAst] -and $node.GetCommandName()) {
            if ($table.aliases -contains $node.GetCommandName()) {
                Add-Fault -File $Relative -Line $line -Text ('{0} is an alias' -f $node.GetCommandName())
            }
            elseif ($InModule) {
                Find-ModuleCommandFault -Relative $Relative -Command $node
            }
        }
        $property = $node.PSObject.Properties['Background']
        if ($null -ne $property -and $property.Value) {
            Add-Fault -File $Relative -Line $line -Text 'a pipeline in the background (&) is not in Windows PowerShell 5.1'
        }
        if ($InModule -and $node -is [System.Management.Automation.Language.VariableExpressionAst] -and $newerVariables -contains $node.VariablePath.UserPath) {
            Add-Fault -File $Relative -Line $line -Text ('${0} does not exist in Windows PowerShell 5.1' -f $node.VariablePath.UserPath)
        }
    }
}

function Read-Source {
    param (
        [string] $Relative,
        [string] $Text
    )

    $tokens, $errors = $null, $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Text, [ref] $tokens, [ref] $errors)
    [pscustomobject] @{ Relative = $Relative; Text = $Text; Ast = $ast; Tokens = $tokens; Errors = $errors }
}

function Read-ViewScript {
    param ([string] $File)

    $document = [xml] [System.IO.File]::ReadAllText($File)
    foreach ($node in $document.SelectNodes('//ScriptBlock | //Script')) {
        Read-Source -Relative (Get-RelativePath -File $File) -Text $node.InnerText
    }
}

function Add-ModuleFunction {
    param ([System.Management.Automation.Language.Ast] $Ast)

    foreach ($function in $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true)) {
        $parameters = @()
        if ($null -ne $function.Body.ParamBlock) {
            $parameters = @($function.Body.ParamBlock.Parameters | ForEach-Object -Process { $_.Name.VariablePath.UserPath })
        }
        $moduleFunctions[$function.Name] = $parameters + @('WhatIf', 'Confirm')
    }
}

$sources = @(
    foreach ($file in Get-SourceFile -Folder $Path) {
        Read-Source -Relative (Get-RelativePath -File $file) -Text ([System.IO.File]::ReadAllText($file))
    }
)
$views = @(
    foreach ($file in Get-SourceFile -Folder $Path -Extensions '^\.ps1xml$') {
        if (Test-InModule -Relative (Get-RelativePath -File $file)) {
            Read-ViewScript -File $file
        }
    }
)
foreach ($source in $sources) {
    if (Test-InModule -Relative $source.Relative) {
        Add-ModuleFunction -Ast $source.Ast
    }
}

if ($ListCommands) {
    $used = foreach ($source in $sources + $views) {
        if (Test-InModule -Relative $source.Relative) {
            $source.Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object -Process { $_.GetCommandName() }
        }
    }
    $used | Where-Object -FilterScript { $_ -and -not $_.Contains('/') -and -not $moduleFunctions.ContainsKey($_) } | Sort-Object -Unique
    exit 0
}

foreach ($source in $sources) {
    Find-TextFault -Relative $source.Relative -Text $source.Text
}
foreach ($source in $sources + $views) {
    foreach ($parseError in $source.Errors) {
        Add-Fault -File $source.Relative -Line $parseError.Extent.StartLineNumber -Text $parseError.Message
    }
    Find-TokenFault -Relative $source.Relative -Tokens $source.Tokens
    Find-AstFault -Relative $source.Relative -Ast $source.Ast -InModule (Test-InModule -Relative $source.Relative)
}

$faults | Sort-Object -Unique
'{0} PowerShell files, {1} faults.' -f $sources.Count, @($faults | Sort-Object -Unique).Count
if ($sources.Count -eq 0 -or $faults.Count -gt 0) {
    exit 1
}
