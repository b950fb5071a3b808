import { logSink, webPubSubService } from '../types.bicep'

@description('One Web PubSub resource. Several in different regions are one chat together.')
param name string
param location string
param tags { *: string }
param sku string
param units int
param sink logSink
param appPrincipalId string

// Web PubSub Service Owner: the one built-in role that may send, join and make client tokens.
var ownerRole = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '12cf5a90-567b-43ae-8102-96cf46c7d9b4'
)

resource service 'Microsoft.SignalRService/webPubSub@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'WebPubSub'
  sku: { name: sku, capacity: units }
  // It signs in to the functions app with this when it delivers events.
  identity: { type: 'SystemAssigned' }
  properties: {
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
    tls: { clientCertEnabled: false }
  }
}

resource maySend 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, 'functions', ownerRole)
  scope: service
  properties: {
    roleDefinitionId: ownerRole
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

#disable-next-line use-recent-api-versions // no stable version knows category groups
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: service
  properties: {
    workspaceId: sink.workspaceId
    logs: [sink.verbose ? { categoryGroup: 'allLogs', enabled: true } : { category: 'ConnectivityLogs', enabled: true }]
  }
}

output id string = service.id
output service webPubSubService = {
  endpoint: 'https://${service.properties.hostName}/'
  region: location
  principalId: service.identity.principalId
}
