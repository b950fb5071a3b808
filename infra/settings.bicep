// The app settings: those the code reads (docs/architecture.md) and those the Functions host needs. A test holds this file to the code.

import { authOptions, storageEndpoints, webPubSubService } from 'types.bicep'

@export()
func hostSettings(clientId string, storage storageEndpoints, insights string) { *: string } => {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  AzureWebJobsStorage__blobServiceUri: storage.blob
  AzureWebJobsStorage__queueServiceUri: storage.queue
  AzureWebJobsStorage__tableServiceUri: storage.table
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
  // DefaultAzureCredential takes the identity of this id.
  AZURE_CLIENT_ID: clientId
}

@export()
func databaseSettings(clientId string, endpoint string) { *: string } => {
  Cosmos__Endpoint: endpoint
  // The change feed trigger connects by itself.
  CosmosDB__accountEndpoint: endpoint
  CosmosDB__credential: 'managedidentity'
  CosmosDB__clientId: clientId
}

@export()
func endpointSettings(services webPubSubService[], units int) { *: string } =>
  reduce(
    map(range(0, length(services)), i => {
      'WebPubSub__Endpoints__${i}__Endpoint': services[i].endpoint
      'WebPubSub__Endpoints__${i}__UseIdentity': 'true'
      'WebPubSub__Endpoints__${i}__Region': services[i].region
      'WebPubSub__Endpoints__${i}__Capacity': string(units)
      'WebPubSub__EventCallers__${i}': services[i].principalId
    }),
    {},
    (all, one) => union(all, one)
  )

@export()
func topicSettings(endpoint string) { *: string } => {
  EventGrid__TopicEndpoint: endpoint
}

// A token of either version of Entra ID's: which one a managed identity gets for an application is the application's choice.
@export()
func eventSettings(hub string, audience string, loginEndpoint string, tenantId string) { *: string } => {
  WebPubSub__Hub: hub
  WebPubSub__EventAuthority: '${loginEndpoint}${tenantId}/v2.0'
  WebPubSub__EventIssuers__0: '${loginEndpoint}${tenantId}/v2.0'
  WebPubSub__EventIssuers__1: 'https://sts.windows.net/${tenantId}/'
  WebPubSub__EventAudiences__0: audience
  WebPubSub__EventAudiences__1: replace(audience, 'api://', '')
}

@export()
func needed(value string, name string) string =>
  empty(value) ? fail('${name} is not set: azd env set ${name} …, or let the preprovision hook do it.') : value

@export()
func authSettings(auth authOptions) { *: string } => {
  Auth__Authority: needed(auth.authority, 'CHAT_AUTH_AUTHORITY')
  Auth__Audience: needed(auth.audience, 'CHAT_AUTH_AUDIENCE')
  Auth__AdminRole: auth.adminRole
  // Every quarter of an hour; it has nothing to do unless Chat:RetentionDays is set.
  TruncateLogSchedule: '0 */15 * * * *'
  SweepPresenceSchedule: '0 * * * * *'
}
