import { logOptions, logSink } from '../types.bicep'

@description('Logs, traces and metrics: one workspace, and Application Insights on it.')
param workspaceName string
param insightsName string
param location string
param tags { *: string }

@description('The daily cap bounds the one bill that an error in a loop could run up.')
param options logOptions

@description('The functions app, which sends telemetry.')
param appPrincipalId string

// Monitoring Metrics Publisher
var publisherRole = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '3913510d-42f4-4e42-8a64-420c390055eb'
)

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: options.retentionDays
    workspaceCapping: { dailyQuotaGb: json(options.dailyCap) }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource mayPublish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, 'functions', publisherRole)
  scope: insights
  properties: {
    roleDefinitionId: publisherRole
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output sink logSink = { workspaceId: workspace.id, verbose: options.verbose }
output connectionString string = insights.properties.ConnectionString
