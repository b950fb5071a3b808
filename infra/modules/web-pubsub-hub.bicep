@description('Where the hub\'s events go. Deployed last: it needs the functions app\'s address.')
param serviceName string
param hubName string

@description('The functions app, https://… without a slash at the end.')
param appUrl string

@description('What the tokens that come with events are for.')
param audience string

resource service 'Microsoft.SignalRService/webPubSub@2024-03-01' existing = {
  name: serviceName
}

resource hub 'Microsoft.SignalRService/webPubSub/hubs@2024-03-01' = {
  parent: service
  name: hubName
  properties: {
    anonymousConnectPolicy: 'deny'
    eventHandlers: [
      {
        urlTemplate: '${appUrl}/api/events/{event}'
        userEventPattern: '*'
        systemEvents: ['connect', 'connected', 'disconnected']
        auth: { type: 'ManagedIdentity', managedIdentity: { resource: audience } }
      }
    ]
  }
}
