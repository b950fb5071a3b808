# The same as preprovision.sh, for Windows.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot

$tenant = az account show --query tenantId --output tsv
if (-not $tenant) { throw 'Sign in to the Azure CLI first: az login' }

function Keep($name, $value) { azd env set $name $value }

function Get-Application($name) {
  $id = az ad app list --filter "displayName eq '$name'" --query '[0].appId' --output tsv
  if (-not $id) { $id = az ad app create --display-name $name --sign-in-audience AzureADMyOrg --query appId --output tsv }
  az ad app update --id $id --identifier-uris "api://$id" | Out-Null
  if (-not (az ad sp list --filter "appId eq '$id'" --query '[0].id' --output tsv)) { az ad sp create --id $id | Out-Null }
  return $id
}

if (-not $env:CHAT_EVENT_AUDIENCE -or $env:CHAT_EVENT_APP_ID) {
  $events = Get-Application "chat-$env:AZURE_ENV_NAME-events"
  Keep CHAT_EVENT_APP_ID $events
  Keep CHAT_EVENT_AUDIENCE "api://$events"
}

if (-not $env:CHAT_AUTH_AUTHORITY -or $env:CHAT_SIGN_IN_APP_ID) {
  $signIn = Get-Application "chat-$env:AZURE_ENV_NAME-sign-in"
  Keep CHAT_SIGN_IN_APP_ID $signIn
  az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='$signIn')" `
    --headers Content-Type=application/json --body '@sign-in-app.json' | Out-Null
  Keep CHAT_AUTH_AUTHORITY "https://login.microsoftonline.com/$tenant/v2.0"
  Keep CHAT_AUTH_AUDIENCE $signIn
  Keep CHAT_WEB_CLIENT_ID $signIn
  Keep CHAT_WEB_SCOPE "openid profile offline_access api://$signIn/chat"
}

if ($env:CHAT_MONTHLY_BUDGET -and $env:CHAT_MONTHLY_BUDGET -ne '0' -and -not $env:CHAT_BUDGET_START) {
  Keep CHAT_BUDGET_START ((Get-Date).ToUniversalTime().ToString('yyyy-MM-01'))
}
