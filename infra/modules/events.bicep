import { deadLetterContainerName, logSink } from '../types.bicep'

@description('The topic that tells others what happens, and, if wanted, a queue that gets all of it.')
param topicName string
param location string
param tags { *: string }
param sink logSink
param appPrincipalId string
param storageAccountName string

@description('A queue of the storage account; none when empty.')
param queueName string

var publisherRole = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'd5a91429-5739-47e2-a06b-3470a27159e7'
) // EventGrid Data Sender
var queueSenderRole = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
) // Storage Queue Data Message Sender
var blobWriterRole = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
) // Storage Blob Data Contributor

resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    inputSchema: 'CloudEventSchemaV1_0'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

resource mayPublish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(topic.id, 'functions', publisherRole)
  scope: topic
  properties: { roleDefinitionId: publisherRole, principalId: appPrincipalId, principalType: 'ServicePrincipal' }
}

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource deadLetters 'containers' existing = {
      name: deadLetterContainerName
    }
  }

  resource queues 'queueServices' existing = {
    name: 'default'

    resource queue 'queues' existing = {
      name: empty(queueName) ? 'none' : queueName
    }
  }
}

resource mayKeepDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobs::deadLetters.id, 'topic', blobWriterRole)
  scope: storage::blobs::deadLetters
  properties: {
    roleDefinitionId: blobWriterRole
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource mayQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(queueName)) {
  name: guid(storage.id, queueName, 'topic', queueSenderRole)
  scope: storage::queues::queue
  properties: {
    roleDefinitionId: queueSenderRole
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource subscription 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = if (!empty(queueName)) {
  parent: topic
  name: 'all-to-queue'
  dependsOn: [mayQueue, mayKeepDeadLetters]
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        properties: { resourceId: storage.id, queueName: queueName, queueMessageTimeToLiveInSeconds: 604800 }
      }
    }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: storage.id, blobContainerName: deadLetterContainerName }
      }
    }
  }
}

#disable-next-line use-recent-api-versions // no stable version knows category groups
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: topic
  properties: {
    workspaceId: sink.workspaceId
    logs: sink.verbose
      ? [{ categoryGroup: 'allLogs', enabled: true }]
      : [{ category: 'DeliveryFailures', enabled: true }, { category: 'PublishFailures', enabled: true }]
  }
}

output id string = topic.id
output endpoint string = topic.properties.endpoint
