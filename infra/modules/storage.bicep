import { deadLetterContainerName, logSink, storageEndpoints } from '../types.bicep'

@description('What the Functions host needs, the code package, the queues, and the dead letters of Event Grid.')
param name string
param location string
param tags { *: string }
param sku string
param sink logSink

@description('A queue that gets every chat event, for others to read; none when empty.')
param eventQueueName string

var packageContainerName = 'app-package'
var workQueueNames = ['presence-timeouts', 'presence-changes']
// Where the Functions host puts what has failed five times. It would make it by itself, but an alert needs it to exist.
var queueNames = concat(
  workQueueNames,
  map(workQueueNames, queue => '${queue}-poison'),
  empty(eventQueueName) ? [] : [eventQueueName]
)

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: 7 }
    containerDeleteRetentionPolicy: { enabled: true, days: 7 }
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobs
  name: packageContainerName
  properties: { publicAccess: 'None' }
}

resource deadLetters 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobs
  name: deadLetterContainerName
  properties: { publicAccess: 'None' }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-06-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: queueName
  }
]

resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'dead-letters-for-30-days'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${deadLetterContainerName}/'] }
            actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
          }
        }
      ]
    }
  }
}

var logs = [sink.verbose ? { categoryGroup: 'allLogs', enabled: true } : { category: 'StorageDelete', enabled: true }]

#disable-next-line use-recent-api-versions // no stable version knows category groups
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: blobs
  properties: { workspaceId: sink.workspaceId, logs: logs }
}

// A queue message is deleted with each presence timeout: only worth its price while something is looked for.
#disable-next-line use-recent-api-versions // no stable version knows category groups
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: queueService
  properties: {
    workspaceId: sink.workspaceId
    logs: sink.verbose ? logs : []
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output queueServiceId string = queueService.id
output endpoints storageEndpoints = {
  blob: account.properties.primaryEndpoints.blob
  queue: account.properties.primaryEndpoints.queue
  table: account.properties.primaryEndpoints.table
}
output packageContainerUrl string = '${account.properties.primaryEndpoints.blob}${packageContainerName}'
output deadLetterContainerId string = deadLetters.id
