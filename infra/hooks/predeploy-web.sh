#!/bin/sh
# Writes what the page asks for at its start, and the headers it is served with: the build knows neither.
set -eu
hooks=$(cd "$(dirname "$0")" && pwd)
dist=$hooks/../../client/web/dist
mkdir -p "$dist"

origin() { echo "$1" | sed -E 's#^(https?://[^/]+).*#\1#'; }

connect="$(origin "$SERVICE_API_URI") $(origin "$CHAT_AUTH_AUTHORITY")"
# An array, as azd keeps it: ["https://one/","https://two/"].
for endpoint in $(echo "$CHAT_WEBPUBSUB_ENDPOINTS" | tr -d '[]"\\' | tr ',' ' '); do
  https=$(origin "$endpoint")
  connect="$connect $https $(echo "$https" | sed 's#^http#ws#')"
done

cat > "$dist/config.json" << JSON
{
  "apiUrl": "$SERVICE_API_URI/api",
  "authority": "$CHAT_AUTH_AUTHORITY",
  "clientId": "$CHAT_WEB_CLIENT_ID",
  "scope": "$CHAT_WEB_SCOPE"
}
JSON
sed "s#{connect}#$connect#" "$hooks/staticwebapp.config.json" > "$dist/staticwebapp.config.json"
