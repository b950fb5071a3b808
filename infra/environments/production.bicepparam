using '../main.bicep'

// One region, a thousand connections per unit, zones, alerts and a budget.

param environmentName = 'production'
param location = 'westeurope'
param readerPrincipalId = '33333333-3333-3333-3333-333333333333'
param zoneRedundant = true

param auth = {
  authority: 'https://sign-in.example.org'
  audience: 'chat'
  adminRole: 'Chat.Admin'
  eventAudience: 'api://44444444-4444-4444-4444-444444444444'
}

param webPubSub = { sku: 'Premium_P1', units: 5, regions: ['westeurope'] }

param cosmos = {
  account: ''
  capacityMode: 'autoscale'
  maxRequestUnits: 4000
  readRegions: []
  consistency: 'Strong'
  backupTier: 'Continuous30Days'
}

param functions = {
  instanceMemoryMb: 2048
  maximumInstances: 200
  alwaysReadyInstances: 2
  httpConcurrency: 200
  settings: { Chat__RetentionDays: '365', Chat__GroupMembers: '500' }
}

param webClient = { sku: 'Standard', location: 'westeurope' }
param logs = { dailyCap: '5', retentionDays: 90, verbose: false }

param alerting = { emails: ['operator@example.org'], monthlyBudget: 1500, budgetStart: '2026-12-01' }
param eventQueueName = 'chat-events'
