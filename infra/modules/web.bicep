import { webOptions } from '../types.bicep'

@description('The web client: static files.')
param name string
param tags { *: string }

param options webOptions

resource site 'Microsoft.Web/staticSites@2025-03-01' = {
  name: name
  location: options.location
  tags: union(tags, { 'azd-service-name': 'web' })
  sku: { name: options.sku, tier: options.sku }
  properties: {
    stagingEnvironmentPolicy: 'Disabled'
    allowConfigFileUpdates: true
  }
}

output url string = 'https://${site.properties.defaultHostname}'
output name string = site.name
