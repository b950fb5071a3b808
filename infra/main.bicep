targetScope = 'subscription'

import { hostSettings, databaseSettings, eventSettings, authSettings, topicSettings, needed } from 'settings.bicep'
import {
  alertOptions
  appOptions
  authOptions
  cosmosOptions
  logOptions
  webOptions
  webPubSubOptions
} from 'types.bicep'

@minLength(1)
@maxLength(64)
@description('The azd environment: names and tags are made from it.')
param environmentName string

@metadata({ azd: { type: 'location' } })
param location string

@description('A person who may read all documents, for support; none when empty.')
param readerPrincipalId string
param zoneRedundant bool
param auth authOptions
param webPubSub webPubSubOptions
param cosmos cosmosOptions
param functions appOptions
param webClient webOptions
param logs logOptions
param alerting alertOptions

@description('A queue that gets every chat event, for others to read; none when empty.')
param eventQueueName string

var hubName = 'chat'
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var storageName = 'stchat${token}'
var webPubSubNames = [for region in webPubSub.regions: 'wps-chat-${region}-${token}']
var isBeyondFree = webPubSub.units > 1 || length(webPubSub.regions) > 1
var eventAudience = needed(auth.eventAudience, 'CHAT_EVENT_AUDIENCE')
var units = webPubSub.sku == 'Free_F1' && isBeyondFree
  ? fail('The free Web PubSub tier is one unit in one region: take Standard_S1 for more.')
  : webPubSub.units

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-chat-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-chat-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-chat-${token}'
    insightsName: 'appi-chat-${token}'
    location: location
    tags: tags
    options: logs
    appPrincipalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: storageName
    location: location
    tags: tags
    sku: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
    sink: monitoring.outputs.sink
    eventQueueName: eventQueueName
  }
}

module storageRoles 'modules/storage-roles.bicep' = {
  scope: group
  dependsOn: [storage]
  params: { accountName: storageName, appPrincipalId: identity.outputs.principalId }
}

module database 'modules/cosmos.bicep' = {
  scope: group
  params: {
    accountName: empty(cosmos.account) ? 'cosmos-chat-${token}' : cosmos.account
    location: location
    tags: tags
    sink: monitoring.outputs.sink
    options: cosmos
    zoneRedundant: zoneRedundant
    appPrincipalId: identity.outputs.principalId
    readerPrincipalId: readerPrincipalId
  }
}

module webPubSubs 'modules/web-pubsub.bicep' = [
  for (region, i) in webPubSub.regions: {
    scope: group
    params: {
      name: webPubSubNames[i]
      location: region
      tags: tags
      sku: webPubSub.sku
      units: units
      sink: monitoring.outputs.sink
      appPrincipalId: identity.outputs.principalId
    }
  }
]

module events 'modules/events.bicep' = {
  scope: group
  dependsOn: [storage]
  params: {
    topicName: 'evgt-chat-${token}'
    location: location
    tags: tags
    sink: monitoring.outputs.sink
    appPrincipalId: identity.outputs.principalId
    storageAccountName: storageName
    queueName: eventQueueName
  }
}

module web 'modules/web.bicep' = {
  scope: group
  params: { name: 'stapp-chat-${token}', tags: tags, options: webClient }
}

module app 'modules/app.bicep' = {
  scope: group
  // The host starts with its storage roles or not at all.
  dependsOn: [storageRoles]
  params: {
    planName: 'plan-chat-${token}'
    appName: 'func-chat-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    packageContainerUrl: storage.outputs.packageContainerUrl
    sink: monitoring.outputs.sink
    options: functions
    zoneRedundant: zoneRedundant
    webOrigin: web.outputs.url
    webPubSubs: [for (region, i) in webPubSub.regions: webPubSubs[i].outputs.service]
    webPubSubUnits: units
    settings: union(
      hostSettings(identity.outputs.clientId, storage.outputs.endpoints, monitoring.outputs.connectionString),
      databaseSettings(identity.outputs.clientId, database.outputs.endpoint),
      eventSettings(hubName, eventAudience, environment().authentication.loginEndpoint, tenant().tenantId),
      topicSettings(events.outputs.endpoint),
      authSettings(auth)
    )
  }
}

module hubs 'modules/web-pubsub-hub.bicep' = [
  for (region, i) in webPubSub.regions: {
    scope: group
    dependsOn: [webPubSubs]
    params: {
      serviceName: webPubSubNames[i]
      hubName: hubName
      appUrl: app.outputs.url
      audience: eventAudience
    }
  }
]

module alerts 'modules/alerts.bicep' = if (!empty(alerting.emails)) {
  scope: group
  params: {
    location: location
    tags: tags
    emails: alerting.emails
    workspaceId: monitoring.outputs.sink.workspaceId
    cosmosAccountId: database.outputs.id
    topicId: events.outputs.id
    queueServiceId: storage.outputs.queueServiceId
    webPubSubIds: [for (region, i) in webPubSub.regions: webPubSubs[i].outputs.id]
  }
}

module budget 'modules/budget.bicep' = if (alerting.monthlyBudget > 0) {
  scope: group
  params: { options: alerting }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = app.outputs.name
output SERVICE_API_URI string = app.outputs.url
output SERVICE_WEB_URI string = web.outputs.url
output CHAT_TOPIC_ID string = events.outputs.id
output CHAT_DEAD_LETTER_CONTAINER_ID string = storage.outputs.deadLetterContainerId
output CHAT_WEBPUBSUB_ENDPOINTS string[] = [
  for (region, i) in webPubSub.regions: webPubSubs[i].outputs.service.endpoint
]
