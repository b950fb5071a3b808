using '../main.bicep'

// Clients connect near where they are; the log is written in one region and read in two.

param environmentName = 'multi-region'
param location = 'westeurope'
param readerPrincipalId = ''
param zoneRedundant = true

param auth = {
  authority: 'https://sign-in.example.org'
  audience: 'chat'
  adminRole: 'Chat.Admin'
  eventAudience: 'api://44444444-4444-4444-4444-444444444444'
}

param webPubSub = { sku: 'Standard_S1', units: 10, regions: ['westeurope', 'northeurope', 'eastus'] }

param cosmos = {
  account: ''
  capacityMode: 'autoscale'
  maxRequestUnits: 10000
  readRegions: ['northeurope']
  consistency: 'Strong'
  backupTier: 'Continuous30Days'
}

param functions = {
  instanceMemoryMb: 4096
  maximumInstances: 1000
  alwaysReadyInstances: 4
  httpConcurrency: 200
  settings: {}
}

param webClient = { sku: 'Standard', location: 'westeurope' }
param logs = { dailyCap: '20', retentionDays: 90, verbose: false }
param alerting = { emails: ['operator@example.org'], monthlyBudget: 0, budgetStart: '' }
param eventQueueName = ''
