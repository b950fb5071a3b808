# The same as predeploy-web.sh, for Windows.
$ErrorActionPreference = 'Stop'
$dist = Join-Path $PSScriptRoot '../../client/web/dist'
New-Item -ItemType Directory -Force $dist | Out-Null

function Get-Origin($url) { return ([Uri]$url).GetLeftPart([UriPartial]::Authority) }

$connect = @((Get-Origin $env:SERVICE_API_URI), (Get-Origin $env:CHAT_AUTH_AUTHORITY))
foreach ($endpoint in ($env:CHAT_WEBPUBSUB_ENDPOINTS -replace '\\', '' | ConvertFrom-Json)) {
  $https = Get-Origin $endpoint
  $connect += $https, ($https -replace '^http', 'ws')
}

[ordered]@{
  apiUrl    = "$env:SERVICE_API_URI/api"
  authority = $env:CHAT_AUTH_AUTHORITY
  clientId  = $env:CHAT_WEB_CLIENT_ID
  scope     = $env:CHAT_WEB_SCOPE
} | ConvertTo-Json | Set-Content (Join-Path $dist 'config.json')
(Get-Content -Raw (Join-Path $PSScriptRoot 'staticwebapp.config.json')).Replace('{connect}', ($connect -join ' ')) |
  Set-Content (Join-Path $dist 'staticwebapp.config.json')
