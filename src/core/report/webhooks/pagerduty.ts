import { PlumblineError } from "../../../contracts/errors.js";
import type { IncidentNotice, WebhookFormat } from "../../../contracts/notice.js";
import type { Severity } from "../../../contracts/verdict.js";

/** Where events go unless the secret says otherwise, the European service for example. */
export const PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: "critical",
  high: "error",
  medium: "warning",
  low: "info",
};

// A summary holds 1,024 characters.
const MOST_CHARACTERS = 1_000;

/**
 * PagerDuty's events, version 2: an incident of ours is an alert of theirs, by its id. It is resolved when the incident closes, and when
 * it is persistent: nothing more will be told of it, so nobody could resolve it later.
 */
export const pagerDuty: WebhookFormat = {
  name: "pagerduty",
  isAt: (host) => /^events(\.eu)?\.pagerduty\.com$/.test(host),
  compose: (notice, { routingKey }) => {
    if (routingKey === null) {
      throw new PlumblineError(
        "WEBHOOK_SECRET",
        'secret of the webhook expects {"routingKey": "..."} for PagerDuty, got none',
      );
    }
    const alert = { routing_key: routingKey, dedup_key: notice.incident };
    if (notice.transition === "closed" || notice.transition === "persistent") {
      return { ...alert, event_action: "resolve" };
    }
    return { ...alert, event_action: "trigger", ...trigger(notice) };
  },
};

function trigger(notice: IncidentNotice): object {
  const { monitor, hub, about, summary, severity, windowStart, changes, owner, reportUrl, text } = notice;
  const links = [
    { text: "Dashboard", href: notice.dashboardUrl },
    { text: "Runbook", href: notice.runbook },
  ].filter(({ href }) => href !== null && /^https?:/.test(href));
  return {
    client: `Plumbline ${hub}`,
    ...(notice.dashboardUrl !== null && { client_url: notice.dashboardUrl }),
    payload: {
      summary: summary.slice(0, MOST_CHARACTERS),
      source: monitor,
      severity: SEVERITIES[severity],
      timestamp: windowStart,
      component: monitor,
      group: hub,
      class: about === "quality" ? "model quality" : "data drift",
      custom_details: { notice: notice.id, changes, owner, report: reportUrl, mail: text },
    },
    links,
  };
}
