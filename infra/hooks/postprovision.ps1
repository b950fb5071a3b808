# The same as postprovision.sh, for Windows.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

if ($env:CHAT_SIGN_IN_APP_ID) {
  # From a file: quotes in an argument do not reach a native command unharmed on every version.
  $file = New-TemporaryFile
  @{ spa = @{ redirectUris = @("$env:SERVICE_WEB_URI/callback", "$env:SERVICE_WEB_URI/") } } | ConvertTo-Json -Depth 4 | Set-Content $file
  az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='$env:CHAT_SIGN_IN_APP_ID')" `
    --headers Content-Type=application/json --body "@$file" | Out-Null
  Remove-Item $file
}
