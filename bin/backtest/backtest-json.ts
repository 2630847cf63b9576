import type { BacktestResult, ReplayedLog } from "../../src/core/backtest/backtest-result.js";
import type { Episode } from "../../src/core/backtest/rule-replay.js";
import type { IncidentFinding } from "../../src/contracts/verdict.js";
import { startMsOf } from "../../src/pipeline/hour.js";

/** What `plumbline backtest --json` prints; fields are added, never changed. */
export function backtestJson(result: BacktestResult): object {
  const { summary, outcome, production, promise } = result;
  return {
    windows: production.windows,
    days: production.days,
    rule: outcome.rule,
    episodes: outcome.episodes.map(episodeJson),
    pagesPer30Days: summary.pagesPer30Days,
    insufficientWindows: summary.insufficientWindows,
    sensitivity: result.sensitivity,
    rules: result.rules.map(({ firstPageHour, ...rule }) => ({
      ...rule,
      firstPage: firstPageHour === null ? null : isoOf(firstPageHour),
    })),
    promise,
    windowSize: result.windowSize,
    timeZone: result.timeZone,
    time: result.time,
    page: result.page,
    description: outcome.description,
    features: result.features,
    leftOut: result.leftOut,
    reference: logJson(result.reference),
    production: logJson(production),
    unusualWindows: result.unusualWindows.map(({ hour, ...window }) => ({ window: isoOf(hour), ...window })),
    notes: result.notes,
  };
}

function episodeJson({ incident, paged }: Episode): object {
  const { id, openedHour, closedHour, severity, status, lastDriftingHour, findings } = incident;
  return {
    opened: isoOf(openedHour),
    closed: closedHour === null ? null : isoOf(closedHour),
    severity,
    paged,
    features: findings.map(featureJson),
    id,
    status,
    lastDrifting: isoOf(lastDriftingHour),
  };
}

function featureJson(finding: IncidentFinding): object {
  const { feature, role, check, lens, z, effect, onsetHour, severity, value, limit, rows, change } = finding;
  return {
    name: feature,
    check,
    lens,
    z: z ?? null,
    effect,
    onset: isoOf(onsetHour),
    role,
    severity,
    value,
    limit,
    rows,
    change,
  };
}

function logJson({ firstMs, lastMs, ...log }: ReplayedLog): object {
  return { ...log, first: new Date(firstMs).toISOString(), last: new Date(lastMs).toISOString() };
}

const isoOf = (hour: number): string => new Date(startMsOf(hour)).toISOString();
