# The same as postdown.sh, for Windows.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

function Remove-Application($id) {
  $object = az ad app list --filter "appId eq '$id'" --query '[0].id' --output tsv
  if ($object) {
    az ad app delete --id $object | Out-Null
    az rest --method DELETE --url "https://graph.microsoft.com/v1.0/directory/deletedItems/$object" | Out-Null
  }
}

function Clear-Values($names) { foreach ($name in $names) { azd env set "$name=" } }

if ($env:CHAT_EVENT_APP_ID) {
  Remove-Application $env:CHAT_EVENT_APP_ID
  Clear-Values 'CHAT_EVENT_APP_ID', 'CHAT_EVENT_AUDIENCE'
}

if ($env:CHAT_SIGN_IN_APP_ID) {
  Remove-Application $env:CHAT_SIGN_IN_APP_ID
  Clear-Values 'CHAT_SIGN_IN_APP_ID', 'CHAT_AUTH_AUTHORITY', 'CHAT_AUTH_AUDIENCE', 'CHAT_WEB_CLIENT_ID', 'CHAT_WEB_SCOPE'
}

Clear-Values 'CHAT_BUDGET_START'
