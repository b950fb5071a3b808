#!/bin/sh
# Tells Entra ID where the page is, which is known by now. Nothing to do with another OpenID provider.
set -eu

if [ -n "${CHAT_SIGN_IN_APP_ID:-}" ]; then
  body="{\"spa\":{\"redirectUris\":[\"$SERVICE_WEB_URI/callback\",\"$SERVICE_WEB_URI/\"]}}"
  az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='$CHAT_SIGN_IN_APP_ID')" \
    --headers Content-Type=application/json --body "$body" > /dev/null
fi
