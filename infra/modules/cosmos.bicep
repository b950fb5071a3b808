import { cosmosOptions, logSink } from '../types.bicep'

@description('The logs, channels and people. Containers come from the file that the local stack reads too.')
param accountName string
param location string
param tags { *: string }
param sink logSink

param options cosmosOptions
param zoneRedundant bool

@description('The functions app: it reads and writes documents but creates nothing.')
param appPrincipalId string

@description('A person who may read documents; none when empty.')
param readerPrincipalId string

var isServerless = options.capacityMode == 'serverless'
var regions = isServerless && !empty(options.readRegions)
  ? fail('Cosmos DB serverless has one region: take capacityMode autoscale for more.')
  : concat([location], options.readRegions)

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: accountName
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: isServerless ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: { defaultConsistencyLevel: options.consistency }
    enableMultipleWriteLocations: false
    // By hand: a failover that lost entries needs a new Chat:Epoch before anybody writes again.
    enableAutomaticFailover: false
    locations: [
      for (region, i) in regions: { locationName: region, failoverPriority: i, isZoneRedundant: zoneRedundant }
    ]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: options.backupTier } }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: account
  name: 'chat'
  properties: { resource: { id: 'chat' } }
}

resource containers 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = [
  for container in loadJsonContent('../cosmos-containers.json'): {
    parent: database
    name: container.id
    properties: {
      resource: container
      options: isServerless ? {} : { autoscaleSettings: { maxThroughput: options.maxRequestUnits } }
    }
  }
]

// Cosmos DB Built-in Data Contributor: documents, not databases or containers.
resource mayWrite 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: account
  name: guid(account.id, 'functions', '00000000-0000-0000-0000-000000000002')
  properties: {
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    principalId: appPrincipalId
    scope: account.id
  }
}

// Cosmos DB Built-in Data Reader
resource mayRead 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = if (!empty(readerPrincipalId)) {
  parent: account
  name: guid(account.id, 'operator', '00000000-0000-0000-0000-000000000001')
  properties: {
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001'
    principalId: readerPrincipalId
    scope: account.id
  }
}

#disable-next-line use-recent-api-versions // no stable version knows category groups
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: account
  properties: {
    workspaceId: sink.workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      sink.verbose ? { categoryGroup: 'allLogs', enabled: true } : { category: 'ControlPlaneRequests', enabled: true }
    ]
  }
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
