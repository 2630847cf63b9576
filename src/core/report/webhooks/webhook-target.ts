import { PlumblineError } from "../../../contracts/errors.js";
import type { WebhookTarget } from "../../../contracts/notice.js";
import { PAGERDUTY_URL } from "./pagerduty.js";

const FORMS = 'a URL, or JSON such as {"url": "https://..."} or {"routingKey": "..."}';

const isLoopback = (host: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(host);

/**
 * What the secret of a webhook says. No message holds anything of its text.
 *
 * @throws PlumblineError `WEBHOOK_SECRET` for a text that is neither, and for an address that isn't https
 */
export function webhookTarget(secret: string): WebhookTarget {
  const text = secret.trim();
  const { url, routingKey } = text.startsWith("{") ? members(text) : { url: text, routingKey: undefined };
  const key = typeof routingKey === "string" && routingKey !== "" ? routingKey : null;
  const address = typeof url === "string" && url !== "" ? url : key === null ? null : PAGERDUTY_URL;
  if (address === null || !URL.canParse(address)) throw refusal(`expects ${FORMS}, got something else`);
  const target = new URL(address);
  if (target.protocol !== "https:" && !(target.protocol === "http:" && isLoopback(target.hostname))) {
    throw refusal(`expects an address with https, got ${target.protocol.replace(":", "")}`);
  }
  if (target.username !== "" || target.password !== "") throw refusal("expects an address without user and password");
  return { url: target, routingKey: key };
}

function members(text: string): { readonly url?: unknown; readonly routingKey?: unknown } {
  try {
    return JSON.parse(text) as { readonly url?: unknown; readonly routingKey?: unknown };
  } catch {
    throw refusal(`expects ${FORMS}, got JSON that doesn't parse`);
  }
}

const refusal = (problem: string): PlumblineError =>
  new PlumblineError("WEBHOOK_SECRET", `secret of the webhook ${problem}`);
