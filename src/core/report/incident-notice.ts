import type { IncidentNotice } from "../../contracts/notice.js";
import type { IncidentTransition } from "../../contracts/verdict.js";
import { incidentOpening, type Mail, type MailContext } from "./incident-mail.js";
import { describeFinding } from "./words.js";

const MOST_CHANGES = 9;

/**
 * What a webhook is told of a transition: the mail's own words, in parts.
 *
 * @param id of the transition among all notices
 */
export function incidentNotice(
  id: string,
  hub: string,
  transition: IncidentTransition,
  context: MailContext,
  mail: Mail,
): IncidentNotice {
  const { kind, hour, incident } = transition;
  const changes = [...new Set(incident.findings.map((finding) => describeFinding(finding)))];
  return {
    version: 1,
    id,
    hub,
    monitor: context.monitor,
    incident: incident.id,
    transition: kind,
    severity: incident.severity,
    about: incident.findings.some(({ role }) => role === "quality") ? "quality" : "data",
    title: mail.subject,
    summary: incidentOpening(transition, context),
    changes: changes.slice(0, MOST_CHANGES),
    findings: changes.length,
    openedAt: isoOf(incident.openedHour),
    windowStart: isoOf(hour),
    owner: context.owner ?? null,
    runbook: context.runbook ?? null,
    dashboardUrl: context.dashboardUrl ?? null,
    reportUrl: context.reportUrl ?? null,
    text: mail.body,
  };
}

const isoOf = (hour: number): string => new Date(hour * 3_600_000).toISOString();
