#!/bin/sh
# Takes away what preprovision registered: it is in the directory, where deleting resources does not reach.
set -eu

remove() {
  object=$(az ad app list --filter "appId eq '$1'" --query '[0].id' --output tsv)
  if [ -n "$object" ]; then
    az ad app delete --id "$object" > /dev/null
    # Deleted applications are kept for 30 days otherwise.
    az rest --method DELETE --url "https://graph.microsoft.com/v1.0/directory/deletedItems/$object" > /dev/null
  fi
}

forget() { azd env set "$1" ""; }

if [ -n "${CHAT_EVENT_APP_ID:-}" ]; then
  remove "$CHAT_EVENT_APP_ID"
  forget CHAT_EVENT_APP_ID
  forget CHAT_EVENT_AUDIENCE
fi

if [ -n "${CHAT_SIGN_IN_APP_ID:-}" ]; then
  remove "$CHAT_SIGN_IN_APP_ID"
  forget CHAT_SIGN_IN_APP_ID
  forget CHAT_AUTH_AUTHORITY
  forget CHAT_AUTH_AUDIENCE
  forget CHAT_WEB_CLIENT_ID
  forget CHAT_WEB_SCOPE
fi

forget CHAT_BUDGET_START
