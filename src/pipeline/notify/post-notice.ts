import { ConditionFailedError, PlumblineError } from "../../contracts/errors.js";
import type { IncidentNotice } from "../../contracts/notice.js";
import { webhookFormat } from "../../core/report/webhooks/registry.js";
import { webhookTarget } from "../../core/report/webhooks/webhook-target.js";
import { DAY_MS } from "../hour.js";
import { partitions } from "../keys.js";
import type { NotifyDeps } from "./notify-deps.js";

/** Longer than any message lives. */
const KEEP_MS = 30 * DAY_MS;

export type PostOutcome = "posted" | "posted before" | "no webhook";

/**
 * Posts a notice to the webhook of its monitor, as configuration names it now. Noted once it has been taken: the same notice is not
 * posted again, but after a crash in between.
 *
 * @throws PlumblineError `WEBHOOK_REFUSED`, `POST_FAILED`, `WEBHOOK_SECRET`, `BAD_NOTICE`; none of them names the address
 */
export async function postNotice(body: string, nowMs: number, deps: NotifyDeps): Promise<PostOutcome> {
  const { config, table, secrets, poster } = deps;
  const notice = readNotice(body);
  const secretArn = config.monitors.find(({ name }) => name === notice.monitor)?.notify.webhook ?? null;
  if (secretArn === null) return "no webhook";
  const key = { pk: partitions.posted(), sk: notice.id };
  if (await table.get(key.pk, key.sk, nowMs)) return "posted before";
  const target = webhookTarget(await secrets.read(secretArn));
  const format = webhookFormat(target.url);
  const status = await poster.post(target.url, JSON.stringify(format.compose(notice, target)));
  if (status < 200 || status > 299) {
    throw new PlumblineError(
      "WEBHOOK_REFUSED",
      `webhook of ${notice.monitor} (${format.name}) expects to take a notice, got status ${status}`,
      { details: { monitor: notice.monitor, format: format.name, status }, retryable: true },
    );
  }
  try {
    const posted = { format: format.name, atMs: nowMs };
    await table.put({ ...key, body: posted, expiresAtMs: nowMs + KEEP_MS }, nowMs, { expect: "absent" });
  } catch (error) {
    // Delivered twice at once, and posted twice: both with the same id.
    if (!(error instanceof ConditionFailedError)) throw error;
  }
  return "posted";
}

function readNotice(body: string): IncidentNotice {
  try {
    const notice = JSON.parse(body) as Partial<IncidentNotice> | null;
    if (notice?.version === 1 && typeof notice.id === "string" && typeof notice.monitor === "string") {
      return notice as IncidentNotice;
    }
  } catch {
    // Told below, as anything else that is no notice.
  }
  throw new PlumblineError("BAD_NOTICE", "message expects a notice of version 1, got something else");
}
