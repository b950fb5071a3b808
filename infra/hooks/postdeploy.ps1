# The same as postdeploy.sh, for Windows.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$app = az functionapp show --resource-group $env:AZURE_RESOURCE_GROUP --name $env:SERVICE_API_NAME --query id --output tsv
$functions = az functionapp function list --resource-group $env:AZURE_RESOURCE_GROUP --name $env:SERVICE_API_NAME `
  --query "[?config.bindings[?type=='eventGridTrigger']].name" --output tsv
foreach ($name in $functions) {
  $function = ($name -split '/')[-1]
  az eventgrid event-subscription create --name "to-$function" --source-resource-id $env:CHAT_TOPIC_ID `
    --endpoint-type azurefunction --endpoint "$app/functions/$function" `
    --event-delivery-schema cloudeventschemav1_0 --max-delivery-attempts 30 --event-ttl 1440 `
    --deadletter-identity systemassigned --deadletter-identity-endpoint $env:CHAT_DEAD_LETTER_CONTAINER_ID | Out-Null
}
