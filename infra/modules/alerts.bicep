import { metricAlert, queryAlert } from '../types.bicep'

@description('What somebody is to be told of. docs/operations.md has a recipe under each name.')
param location string
param tags { *: string }
param emails string[]
param workspaceId string
param cosmosAccountId string
param topicId string
param queueServiceId string
param webPubSubIds string[]

func fromTopic(name string, description string, topicId string, metric string) metricAlert => {
  name: name
  description: description
  scope: topicId
  namespace: 'Microsoft.EventGrid/topics'
  metric: metric
  aggregation: 'Total'
  above: 0
  window: 'PT15M'
  dimensions: []
}

var metricAlerts metricAlert[] = concat(
  [
    {
      name: 'database-throttled'
      description: 'Cosmos DB refuses requests: a container\'s throughput is used up.'
      scope: cosmosAccountId
      namespace: 'Microsoft.DocumentDB/databaseAccounts'
      metric: 'TotalRequests'
      aggregation: 'Total'
      above: 100
      window: 'PT5M'
      dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
    }
    {
      name: 'queue-backlog'
      description: 'Queue messages pile up: what takes them is too slow, or stands still.'
      scope: queueServiceId
      namespace: 'Microsoft.Storage/storageAccounts/queueServices'
      metric: 'QueueMessageCount'
      aggregation: 'Average'
      above: 100000
      window: 'PT1H'
      dimensions: []
    }
    fromTopic('events-dead-lettered', 'Events that nobody took were put aside.', topicId, 'DeadLetteredCount')
    fromTopic('events-dropped', 'Events are lost: no dead letter could be written.', topicId, 'DroppedEventCount')
    fromTopic('events-not-published', 'Event Grid refuses what the app publishes.', topicId, 'PublishFailCount')
  ],
  map(range(0, length(webPubSubIds)), i => {
    name: 'connections-full-${i}'
    description: 'Web PubSub is near the number of connections its units allow.'
    scope: webPubSubIds[i]
    namespace: 'Microsoft.SignalRService/WebPubSub'
    metric: 'ConnectionQuotaUtilization'
    aggregation: 'Maximum'
    above: 80
    window: 'PT5M'
    dimensions: []
  })
)

var queryAlerts queryAlert[] = loadJsonContent('../alert-queries.json')

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'chat-operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'chat'
    enabled: true
    emailReceivers: [for email in emails: { name: email, emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource onMetric 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for alert in metricAlerts: {
    name: alert.name
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
      enabled: true
      severity: 2
      scopes: [alert.scope]
      // What is measured once an hour is looked at as often.
      evaluationFrequency: alert.window == 'PT1H' ? 'PT1H' : 'PT5M'
      windowSize: alert.window
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: alert.namespace
            metricName: alert.metric
            dimensions: alert.dimensions
            operator: 'GreaterThan'
            threshold: alert.above
            timeAggregation: alert.aggregation
          }
        ]
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]

resource onQuery 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in queryAlerts: {
    name: alert.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      description: alert.description
      enabled: true
      severity: 2
      scopes: [workspaceId]
      evaluationFrequency: 'PT15M'
      windowSize: alert.window
      // A table that no row has reached yet is unknown to the workspace.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'Value'
            operator: 'GreaterThan'
            threshold: alert.above
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]
