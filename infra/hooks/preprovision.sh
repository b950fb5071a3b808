#!/bin/sh
# Registers in Entra ID what templates cannot: the application that Web PubSub's tokens are for, and, unless another OpenID provider
# is configured, the one that people sign in to. May run any number of times.
set -eu
cd "$(dirname "$0")"

tenant=$(az account show --query tenantId --output tsv) || {
  echo "Sign in to the Azure CLI first: az login" >&2
  exit 1
}

# Keeps a value for the templates and the later hooks.
keep() { azd env set "$1" "$2"; }

# Prints the id of the application of that name, which is made if there is none.
application() {
  id=$(az ad app list --filter "displayName eq '$1'" --query '[0].appId' --output tsv)
  if [ -z "$id" ]; then
    id=$(az ad app create --display-name "$1" --sign-in-audience AzureADMyOrg --query appId --output tsv)
  fi
  az ad app update --id "$id" --identifier-uris "api://$id" > /dev/null
  az ad sp show --id "$id" > /dev/null 2>&1 || az ad sp create --id "$id" > /dev/null
  echo "$id"
}

if [ -z "${CHAT_EVENT_AUDIENCE:-}" ] || [ -n "${CHAT_EVENT_APP_ID:-}" ]; then
  events=$(application "chat-$AZURE_ENV_NAME-events")
  keep CHAT_EVENT_APP_ID "$events"
  keep CHAT_EVENT_AUDIENCE "api://$events"
fi

if [ -z "${CHAT_AUTH_AUTHORITY:-}" ] || [ -n "${CHAT_SIGN_IN_APP_ID:-}" ]; then
  sign_in=$(application "chat-$AZURE_ENV_NAME-sign-in")
  keep CHAT_SIGN_IN_APP_ID "$sign_in"
  # Tokens of version 2, a scope to ask for, and the role of administrators.
  az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='$sign_in')" \
    --headers Content-Type=application/json --body @sign-in-app.json > /dev/null
  keep CHAT_AUTH_AUTHORITY "https://login.microsoftonline.com/$tenant/v2.0"
  keep CHAT_AUTH_AUDIENCE "$sign_in"
  keep CHAT_WEB_CLIENT_ID "$sign_in"
  keep CHAT_WEB_SCOPE "openid profile offline_access api://$sign_in/chat"
fi

# A budget begins with the month in which it is made and cannot be moved.
if [ "${CHAT_MONTHLY_BUDGET:-0}" != 0 ] && [ -z "${CHAT_BUDGET_START:-}" ]; then
  keep CHAT_BUDGET_START "$(date -u +%Y-%m-01)"
fi
