import type { Finding, HourIndex, Incident, IncidentFinding, Severity } from "../../contracts/verdict.js";
import { type IncidentPolicy, type TrackedIncident, checkKey } from "./incident-state.js";
import { rankFindings } from "./rank-causes.js";
import { isWorse } from "./severity.js";

/** A window's findings by check, whatever the lens. */
export interface JudgedChecks {
  /** Keys of checks that were ok or drifting in some lens. */
  readonly evaluated: ReadonlySet<string>;
  /** Keys of evaluated checks that count towards closing. */
  readonly quiet: ReadonlySet<string>;
  /** The worst drifting finding of each check. */
  readonly drifting: ReadonlyMap<string, Finding>;
}

export function judgedChecks(findings: readonly Finding[]): JudgedChecks {
  const evaluated = new Set<string>();
  const restless = new Set<string>();
  const drifting = new Map<string, Finding>();
  for (const finding of findings) {
    if (finding.state !== "ok" && finding.state !== "drifting") continue;
    const key = checkKey(finding);
    evaluated.add(key);
    if (!(finding.quiet ?? finding.state === "ok")) restless.add(key);
    if (finding.state === "ok") continue;
    const known = drifting.get(key);
    if (!known || finding.effect > known.effect) drifting.set(key, finding);
  }
  const quiet = new Set([...evaluated].filter((key) => !restless.has(key)));
  return { evaluated, quiet, drifting };
}

export function isMember(tracked: TrackedIncident, key: string): boolean {
  return tracked.quietHours.some(([member]) => member === key);
}

/** True where another check of this feature is a member. */
export function holdsFeature({ incident }: TrackedIncident, feature: string): boolean {
  return incident.findings.some((finding) => finding.feature === feature);
}

/** The incident after one more window, without newcomers: worse findings, escalation, quiet hours, closing, persistence. */
export function advance(
  tracked: TrackedIncident,
  hour: HourIndex,
  checks: JudgedChecks,
  policy: IncidentPolicy,
): TrackedIncident {
  const quietHours = tracked.quietHours.map(([key, quiet]) => [key, quietAfter(key, quiet, checks)] as const);
  const drifts = quietHours.some(([key]) => checks.drifting.has(key));
  const findings = rankFindings(tracked.incident.findings.map((finding) => worseOf(finding, checks)));
  const severity = worstSeverity(tracked.incident.severity, findings);
  const escalated = severity !== tracked.incident.severity;
  const lastChangeHour = escalated ? hour : tracked.lastChangeHour;
  const closed = quietHours.every(([, quiet]) => quiet >= policy.quietWindows);
  const incident: Incident = {
    ...tracked.incident,
    status: closed ? "closed" : liveStatus(tracked.incident.status, hour - lastChangeHour, escalated, policy),
    severity,
    closedHour: closed ? hour : null,
    lastDriftingHour: drifts ? hour : tracked.incident.lastDriftingHour,
    findings,
  };
  return { ...tracked, incident, lastChangeHour, quietHours };
}

/** The incident with checks that it did not hold yet. @param newcomers drifting, none of them a member */
export function join(tracked: TrackedIncident, hour: HourIndex, newcomers: readonly Finding[]): TrackedIncident {
  const joined = newcomers.map((finding): IncidentFinding => ({ ...finding, onsetHour: finding.onsetHour ?? hour }));
  const findings = rankFindings([...tracked.incident.findings, ...joined]);
  return {
    incident: {
      ...tracked.incident,
      status: "open",
      severity: worstSeverity(tracked.incident.severity, joined),
      lastDriftingHour: hour,
      findings,
    },
    lastChangeHour: hour,
    quietHours: [...tracked.quietHours, ...joined.map((finding) => [checkKey(finding), 0] as const)],
  };
}

/** A check that could not be judged says nothing: its count stands still. */
function quietAfter(key: string, quiet: number, checks: JudgedChecks): number {
  if (checks.quiet.has(key)) return quiet + 1;
  return checks.evaluated.has(key) ? 0 : quiet;
}

function worseOf(finding: IncidentFinding, checks: JudgedChecks): IncidentFinding {
  const now = checks.drifting.get(checkKey(finding));
  return now && now.effect > finding.effect ? { ...now, onsetHour: finding.onsetHour } : finding;
}

function worstSeverity(known: Severity, findings: readonly Finding[]): Severity {
  return findings.reduce((worst, { severity }) => (isWorse(severity, worst) ? severity : worst), known);
}

function liveStatus(
  status: Incident["status"],
  unchangedHours: number,
  escalated: boolean,
  policy: IncidentPolicy,
): Incident["status"] {
  if (escalated) return "open";
  return status === "persistent" || unchangedHours >= policy.persistentHours ? "persistent" : "open";
}
