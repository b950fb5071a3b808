using 'main.bicep'

// Each value can be set in the azd environment: azd env set CHAT_… value. docs/operations.md lists them.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param readerPrincipalId = readEnvironmentVariable('CHAT_READER_PRINCIPAL_ID', '')
param zoneRedundant = bool(readEnvironmentVariable('CHAT_ZONE_REDUNDANT', 'false'))

// The hook infra/hooks/preprovision sets what is missing here; without it the deployment fails with the name.
param auth = {
  authority: readEnvironmentVariable('CHAT_AUTH_AUTHORITY', '')
  audience: readEnvironmentVariable('CHAT_AUTH_AUDIENCE', '')
  adminRole: readEnvironmentVariable('CHAT_AUTH_ADMIN_ROLE', 'Chat.Admin')
  eventAudience: readEnvironmentVariable('CHAT_EVENT_AUDIENCE', '')
}

// Free: 20 connections and 20,000 messages a day, without a floor. Standard_S1 costs about 49 US dollars a month and unit.
param webPubSub = {
  sku: readEnvironmentVariable('CHAT_WEBPUBSUB_SKU', 'Free_F1')
  units: int(readEnvironmentVariable('CHAT_WEBPUBSUB_UNITS', '1'))
  regions: split(
    readEnvironmentVariable('CHAT_WEBPUBSUB_REGIONS', readEnvironmentVariable('AZURE_LOCATION', 'westeurope')),
    ','
  )
}

param cosmos = {
  account: readEnvironmentVariable('CHAT_COSMOS_ACCOUNT', '')
  capacityMode: readEnvironmentVariable('CHAT_COSMOS_CAPACITY', 'serverless')
  maxRequestUnits: int(readEnvironmentVariable('CHAT_COSMOS_MAX_RU', '1000'))
  readRegions: filter(split(readEnvironmentVariable('CHAT_COSMOS_READ_REGIONS', ''), ','), region => !empty(region))
  consistency: readEnvironmentVariable('CHAT_COSMOS_CONSISTENCY', 'Strong')
  backupTier: readEnvironmentVariable('CHAT_COSMOS_BACKUP', 'Continuous7Days')
}

param functions = {
  instanceMemoryMb: int(readEnvironmentVariable('CHAT_INSTANCE_MEMORY_MB', '2048'))
  maximumInstances: int(readEnvironmentVariable('CHAT_MAXIMUM_INSTANCES', '40'))
  alwaysReadyInstances: int(readEnvironmentVariable('CHAT_ALWAYS_READY', '0'))
  httpConcurrency: int(readEnvironmentVariable('CHAT_HTTP_CONCURRENCY', '100'))
  settings: json(readEnvironmentVariable('CHAT_SETTINGS', '{}'))
}

param webClient = {
  sku: readEnvironmentVariable('CHAT_WEB_SKU', 'Free')
  location: readEnvironmentVariable('CHAT_WEB_LOCATION', 'westeurope')
}

param logs = {
  dailyCap: readEnvironmentVariable('CHAT_LOG_DAILY_CAP_GB', '0.1')
  retentionDays: int(readEnvironmentVariable('CHAT_LOG_RETENTION_DAYS', '30'))
  verbose: bool(readEnvironmentVariable('CHAT_LOG_VERBOSE', 'false'))
}

param alerting = {
  emails: filter(split(readEnvironmentVariable('CHAT_ALERT_EMAILS', ''), ','), email => !empty(email))
  monthlyBudget: int(readEnvironmentVariable('CHAT_MONTHLY_BUDGET', '0'))
  budgetStart: readEnvironmentVariable('CHAT_BUDGET_START', '')
}

param eventQueueName = readEnvironmentVariable('CHAT_EVENT_QUEUE', '')
