import { describe, expect, it } from "vitest";
import type { IncidentNotice, WebhookTarget } from "../../../../src/contracts/notice.js";
import { webhookFormat, webhookFormats } from "../../../../src/core/report/webhooks/registry.js";
import { webhookTarget } from "../../../../src/core/report/webhooks/webhook-target.js";

const NOTICE: IncidentNotice = {
  version: 1,
  id: "churn/3f9a2b1c0d4e-opened-high",
  hub: "ml",
  monitor: "churn",
  incident: "3f9a2b1c0d4e",
  transition: "opened",
  severity: "high",
  about: "data",
  title: "churn: drift in day_mins and 1 more [high] incident 3f9a2b1c0d4e",
  summary: "churn: the input day_mins no longer looks like the reference, since 2026-02-21 13:00 UTC.",
  changes: ["day_mins: median 180 -> 205", 'state: share of "<NJ> & *all*" 2 % -> 9.1 %'],
  findings: 12,
  openedAt: "2026-02-21T13:00:00.000Z",
  windowStart: "2026-02-21T14:00:00.000Z",
  owner: "growth-ml",
  runbook: "https://wiki.example.com/churn?a=1&b=2",
  dashboardUrl: "https://console.example.com/#dashboards/dashboard/ml",
  reportUrl: "s3://store/reports/churn/2026-02-21T14.html",
  text: "the whole mail\n",
};
const target = (secret: string): WebhookTarget => webhookTarget(secret);
const compose = (name: string, change: Partial<IncidentNotice> = {}): unknown =>
  webhookFormats.get(name).compose({ ...NOTICE, ...change }, target('{"routingKey": "R0UT1NG"}'));

describe("which format a webhook gets", () => {
  it.each([
    { url: "https://hooks.slack.com/services/T/B/x", format: "slack" },
    { url: "https://acme.webhook.office.com/webhookb2/x", format: "teams" },
    { url: "https://prod-1.westeurope.logic.azure.com:443/workflows/x", format: "teams" },
    { url: "https://events.pagerduty.com/v2/enqueue", format: "pagerduty" },
    { url: "https://events.eu.pagerduty.com/v2/enqueue", format: "pagerduty" },
    { url: "https://alerts.example.com/plumbline", format: "generic" },
    { url: "https://hooks.slack.com.example.com/", format: "generic" },
  ])("$url is $format", ({ url, format }) => {
    expect(webhookFormat(new URL(url)).name).toBe(format);
  });
});

describe("Slack", () => {
  it("gets the mail's own words in blocks, with its three special characters escaped", () => {
    expect(compose("slack")).toEqual({
      text: "churn: drift in day_mins and 1 more [high] incident 3f9a2b1c0d4e",
      blocks: [
        section(
          ":red_circle: *churn: drift in day_mins and 1 more [high] incident 3f9a2b1c0d4e*\n" +
            "churn: the input day_mins no longer looks like the reference, since 2026-02-21 13:00 UTC.",
        ),
        section(
          "• day_mins: median 180 -&gt; 205\n" +
            '• state: share of "&lt;NJ&gt; &amp; *all*" 2 % -&gt; 9.1 %\n' +
            "• and 10 more, in the report",
        ),
        section(
          "<https://console.example.com/#dashboards/dashboard/ml|Dashboard>  ·  " +
            "<https://wiki.example.com/churn?a=1&amp;b=2|Runbook>",
        ),
        {
          type: "context",
          elements: [
            {
              type: "mrkdwn",
              text: "churn  ·  owned by growth-ml  ·  high  ·  incident 3f9a2b1c0d4e  ·  since 2026-02-21 13:00 UTC",
            },
          ],
        },
      ],
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  it("refuses sections of more than 3,000 characters, so long lists are cut", () => {
    const text = JSON.stringify(compose("slack", { changes: ["x".repeat(5_000)] }));
    const longest = Math.max(...[...text.matchAll(/"text":"([^"]*)"/g)].map(([, value]) => value!.length));
    expect(longest).toBeLessThanOrEqual(3_000);
  });
});

const section = (text: string): unknown => ({ type: "section", text: { type: "mrkdwn", text } });

describe("Teams", () => {
  const card = (change: Partial<IncidentNotice> = {}): Card =>
    (compose("teams", change) as { attachments: [{ contentType: string; content: Card }] }).attachments[0].content;

  it("gets an adaptive card: what, changes, facts, links", () => {
    const { type, version, body, actions } = card();
    expect([type, version]).toEqual(["AdaptiveCard", "1.4"]);
    expect(body.map(({ text }) => text)).toEqual([
      "churn: drift in day\\_mins and 1 more \\[high\\] incident 3f9a2b1c0d4e",
      "churn: the input day\\_mins no longer looks like the reference, since 2026-02-21 13:00 UTC.",
      '- day\\_mins: median 180 -\\> 205\r- state: share of "<NJ\\> & \\*all\\*" 2 % -\\> 9.1 %\r- and 10 more, in the report',
      undefined,
    ]);
    expect(body.at(-1)!.facts).toEqual([
      { title: "Monitor", value: "churn" },
      { title: "Owner", value: "growth-ml" },
      { title: "Severity", value: "high" },
      { title: "Since", value: "2026-02-21 13:00 UTC" },
      { title: "Incident", value: "3f9a2b1c0d4e" },
    ]);
    expect(actions.map(({ title }) => title)).toEqual(["Dashboard", "Runbook"]);
  });

  it("is green when it is over", () => {
    expect(card({ transition: "closed" }).body[0]!.color).toBe("good");
  });
});

interface Card {
  readonly type: string;
  readonly version: string;
  readonly body: readonly { readonly text?: string; readonly color?: string; readonly facts?: unknown }[];
  readonly actions: readonly { readonly title: string }[];
}

describe("PagerDuty", () => {
  it("gets an alert whose identity is the incident's", () => {
    expect(compose("pagerduty")).toMatchObject({
      routing_key: "R0UT1NG",
      event_action: "trigger",
      dedup_key: "3f9a2b1c0d4e",
      client: "Plumbline ml",
      client_url: NOTICE.dashboardUrl,
      payload: {
        summary: NOTICE.summary,
        source: "churn",
        severity: "error",
        timestamp: "2026-02-21T14:00:00.000Z",
        component: "churn",
        group: "ml",
        class: "data drift",
      },
      links: [
        { text: "Dashboard", href: NOTICE.dashboardUrl },
        { text: "Runbook", href: NOTICE.runbook },
      ],
    });
  });

  it.each(["closed", "persistent"] as const)("is resolved when the incident is %s", (transition) => {
    expect(compose("pagerduty", { transition })).toEqual({
      routing_key: "R0UT1NG",
      event_action: "resolve",
      dedup_key: "3f9a2b1c0d4e",
    });
  });

  it("needs a key in the secret", () => {
    const format = webhookFormats.get("pagerduty");
    expect(() => format.compose(NOTICE, target("https://events.pagerduty.com/v2/enqueue"))).toThrow("routingKey");
  });
});

describe("any other receiver", () => {
  it("gets the notice itself", () => {
    expect(compose("generic")).toEqual({ source: "plumbline", ...NOTICE });
  });
});

describe("the secret of a webhook", () => {
  it.each([
    { secret: "https://alerts.example.com/x", url: "https://alerts.example.com/x", key: null },
    { secret: ' {"url": "https://alerts.example.com/x"}\n', url: "https://alerts.example.com/x", key: null },
    { secret: '{"routingKey": "K"}', url: "https://events.pagerduty.com/v2/enqueue", key: "K" },
    {
      secret: '{"url": "https://events.eu.pagerduty.com/v2/enqueue", "routingKey": "K"}',
      url: "https://events.eu.pagerduty.com/v2/enqueue",
      key: "K",
    },
    { secret: "http://127.0.0.1:8080/x", url: "http://127.0.0.1:8080/x", key: null },
  ])("$secret", ({ secret, url, key }) => {
    const { url: read, routingKey } = target(secret);
    expect([read.href, routingKey]).toEqual([url, key]);
  });

  it.each([
    { why: "no address", secret: "s3cr3t", says: "expects a URL, or JSON" },
    { why: "JSON without one", secret: '{"token": "s3cr3t"}', says: "expects a URL, or JSON" },
    { why: "broken JSON", secret: '{"url": "s3cr3t', says: "doesn't parse" },
    { why: "plain HTTP", secret: "http://alerts.example.com/s3cr3t", says: "expects an address with https, got http" },
    { why: "another protocol", secret: "file:///etc/s3cr3t", says: "got file" },
    { why: "a password in the address", secret: "https://u:s3cr3t@example.com/", says: "without user and password" },
  ])("is refused for $why, without a word of it", ({ secret, says }) => {
    expect(() => target(secret)).toThrow(says);
    expect(() => target(secret)).not.toThrow(/s3cr3t/);
  });
});
