import * as z from "zod/mini";
import { distinctList, email, secretArn } from "./texts.js";
import { field, group, optionalGroup } from "./field.js";

const emails = () => distinctList(email(), "a list of e-mail addresses");

const digest = group("a digest such as { to: [team@example.com], every: week }", {
  to: field(emails().check(z.minLength(1, { error: "at least one e-mail address" })), "Who gets the digest."),
  every: field(z._default(z.enum(["day", "week"]), "week"), "How often the digest is sent."),
});

/** Who is told: the same fields for the hub and for one monitor. */
export const notifySchema = (whose: string, fallback: string) =>
  optionalGroup("who is told, such as { page: [oncall@example.com] }", {
    page: field(z.optional(emails()), `E-mail addresses that get the pages ${whose}.`, { fallback }),
    digest: field(z.optional(digest), "A regular summary of what did not page.", { fallback }),
    webhook: field(
      z.optional(secretArn()),
      "Secrets Manager ARN of a secret that holds a webhook URL (Slack, Teams, PagerDuty or generic JSON).",
      { fallback },
    ),
  });
