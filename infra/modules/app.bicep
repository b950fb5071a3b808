import { appOptions, logSink, webPubSubService } from '../types.bicep'
import { endpointSettings } from '../settings.bicep'

@description('The functions app, on Flex Consumption.')
param planName string
param appName string
param location string
param tags { *: string }
param identityId string
param packageContainerUrl string
param sink logSink
param zoneRedundant bool
param settings { *: string }
param webPubSubs webPubSubService[]

@description('Of each of them, relative to the others.')
param webPubSubUnits int

@description('Where the web client is served from: the one origin that browsers may call from.')
param webOrigin string

param options appOptions

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: appName
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: options.instanceMemoryMb
        maximumInstanceCount: options.maximumInstances
        alwaysReady: options.alwaysReadyInstances == 0
          ? []
          : [{ name: 'http', instanceCount: options.alwaysReadyInstances }]
        triggers: { http: { perInstanceConcurrency: options.httpConcurrency } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      healthCheckPath: '/api/health'
      cors: { allowedOrigins: [webOrigin], supportCredentials: false }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, endpointSettings(webPubSubs, webPubSubUnits), options.settings)
}

// No user names and passwords for publishing.
resource noFtpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource noScmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

#disable-next-line use-recent-api-versions // no stable version knows category groups
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: app
  properties: {
    workspaceId: sink.workspaceId
    // What the host and the code log goes to Application Insights already.
    logs: sink.verbose ? [{ categoryGroup: 'allLogs', enabled: true }] : []
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = app.id
output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
