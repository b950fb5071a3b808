#!/bin/sh
# Subscribes each function with an Event Grid trigger to the topic: a subscription is refused before its function exists. Creating
# one again changes nothing.
set -eu

app=$(az functionapp show --resource-group "$AZURE_RESOURCE_GROUP" --name "$SERVICE_API_NAME" --query id --output tsv)
functions=$(az functionapp function list --resource-group "$AZURE_RESOURCE_GROUP" --name "$SERVICE_API_NAME" \
  --query "[?config.bindings[?type=='eventGridTrigger']].name" --output tsv)
for function in $functions; do
  # The list names it app/function.
  function=${function##*/}
  az eventgrid event-subscription create --name "to-$function" --source-resource-id "$CHAT_TOPIC_ID" \
    --endpoint-type azurefunction --endpoint "$app/functions/$function" \
    --event-delivery-schema cloudeventschemav1_0 --max-delivery-attempts 30 --event-ttl 1440 \
    --deadletter-identity systemassigned --deadletter-identity-endpoint "$CHAT_DEAD_LETTER_CONTAINER_ID" > /dev/null
done
