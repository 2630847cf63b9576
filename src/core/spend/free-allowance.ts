import type { PriceName } from "./price-table.js";

/**
 * What AWS gives every account free each month, for good (not the offers of the first year). It is the account's, shared
 * with everything else in it. Three dashboards are free while each has at most 50 metrics.
 */
export const FREE_MONTHLY: Readonly<Partial<Record<PriceName, number>>> = {
  lambdaGbSecond: 400_000,
  lambdaRequest: 1e6,
  metricMonth: 10,
  alarmMetricMonth: 10,
  dashboardMonth: 3,
  metricRequest: 1e6,
  logIngestedGb: 5,
  logStoredGbMonth: 5,
  sqsRequest: 1e6,
  schedulerInvocation: 14e6,
  mailSent: 1000,
  topicRequest: 1e6,
  dynamoStorageGbMonth: 25,
};
