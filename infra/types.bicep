// What a deployment can choose. main.bicepparam gives each a value from the azd environment.

@export()
type authOptions = {
  @description('The OpenID provider: its discovery document lies under /.well-known/openid-configuration.')
  authority: string

  @description('What its access tokens are for.')
  audience: string

  @description('Whose token has this among its roles is an administrator.')
  adminRole: string

  @description('What the tokens are for that come with Web PubSub\'s events: api://<id of an application>. A hook registers it.')
  eventAudience: string
}

@export()
type webPubSubOptions = {
  sku: 'Free_F1' | 'Standard_S1' | 'Premium_P1'

  @description('1,000 connections each; the free tier has 20 in all.')
  units: int

  @description('One resource in each; all of them are one chat.')
  @minLength(1)
  regions: string[]
}

@export()
type cosmosOptions = {
  @description('An account that is there already, as after a restore; a name of the templates\' own when empty.')
  account: string

  capacityMode: 'serverless' | 'autoscale'

  @description('With autoscale: the most a container may use in a second; a tenth of it is billed at all times.')
  @minValue(1000)
  maxRequestUnits: int

  @description('Further regions that serve reads. Writes stay in one: create-if-absent means nothing with several.')
  readRegions: string[]

  @description('With less than Strong, instances miss each other\'s newest entries, and messages may be doubled.')
  consistency: 'Strong' | 'BoundedStaleness' | 'Session'
  backupTier: 'Continuous7Days' | 'Continuous30Days'
}

@export()
type appOptions = {
  @description('512, 2048 or 4096.')
  @minValue(512)
  @maxValue(4096)
  instanceMemoryMb: int

  @minValue(40)
  @maxValue(1000)
  maximumInstances: int

  @description('Always there for HTTP. Without one, the first message after a pause waits for a start.')
  alwaysReadyInstances: int

  @description('Requests an instance gets at once. Messages to one channel that meet in an instance share a transaction: with few at once each costs more.')
  @minValue(100)
  @maxValue(1000)
  httpConcurrency: int

  @description('Further settings, as docs/architecture.md lists them: { Chat__GroupMembers: \'500\' }.')
  settings: { *: string }
}

@export()
type webOptions = {
  sku: 'Free' | 'Standard'

  @description('Static Web Apps are managed from a few regions only; the files are served from everywhere.')
  location: string
}

@export()
type logOptions = {
  @description('In GB a day, a decimal number: what is more is dropped.')
  dailyCap: string
  retentionDays: int

  @description('Every log category of every service: for as long as something is looked for.')
  verbose: bool
}

@export()
type alertOptions = {
  @description('Who is told; no alerts are made without.')
  emails: string[]

  @description('What a month may cost, in the subscription\'s currency; no budget when 0.')
  monthlyBudget: int

  @description('The first of the month in which the budget is made, 2026-12-01; it cannot be changed afterwards.')
  budgetStart: string
}

// Within the templates.

@export()
type logSink = { workspaceId: string, verbose: bool }

@export()
type metricAlert = {
  name: string
  description: string
  scope: string
  namespace: string
  metric: string
  aggregation: 'Total' | 'Average' | 'Maximum'
  above: int
  window: string
  dimensions: { name: string, operator: 'Include', values: string[] }[]
}

@export()
type queryAlert = { name: string, description: string, query: string, above: int, window: string }

@export()
type storageEndpoints = { blob: string, queue: string, table: string }

@export()
type webPubSubService = { endpoint: string, region: string, principalId: string }

@export()
var deadLetterContainerName = 'dead-letters'
