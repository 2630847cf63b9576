import type { WebhookFormat } from "../../../contracts/notice.js";
import { registry } from "../../../contracts/registry.js";
import { generic } from "./generic.js";
import { pagerDuty } from "./pagerduty.js";
import { slack } from "./slack.js";
import { teams } from "./teams.js";

/** The first whose hosts fit counts; the last fits all. */
export const webhookFormats = registry<WebhookFormat>("webhook format", [slack, teams, pagerDuty, generic]);

export function webhookFormat(url: URL): WebhookFormat {
  return webhookFormats.values().find(({ isAt }) => isAt(url.hostname)) ?? generic;
}
