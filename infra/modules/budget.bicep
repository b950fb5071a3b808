import { alertOptions } from '../types.bicep'

@description('Tells when the month\'s cost comes near what was planned. It stops nothing.')
param options alertOptions

// It has nobody else to tell.
var emails = empty(options.emails) ? fail('A budget needs somebody to tell: alert emails.') : options.emails

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: 'chat'
  properties: {
    amount: options.monthlyBudget
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: empty(options.budgetStart)
        ? fail('A budget needs budgetStart, the first of a month: 2026-12-01.')
        : options.budgetStart
    }
    notifications: {
      actual80: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: emails
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: emails
      }
    }
  }
}
