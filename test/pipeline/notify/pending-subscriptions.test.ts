import { expect, it } from "vitest";
import { configFromData } from "../../../src/config/index.js";
import type { MetricDatum } from "../../../src/contracts/ports.js";
import { publishPendingSubscriptions } from "../../../src/pipeline/notify/pending-subscriptions.js";

const NOW_MS = Date.UTC(2026, 2, 2, 7);
const monitor = { captures: { format: "jsonl" }, reference: { live: "7d" }, columns: { time: "at" } };

async function look(notify: object, confirmed: readonly string[]) {
  const metrics: MetricDatum[] = [];
  const pending = await publishPendingSubscriptions(NOW_MS, {
    config: configFromData({ hub: { name: "ml", notify }, monitors: { churn: monitor } }, "test"),
    topicArn: (name) => name,
    subscriptions: { confirmed: () => Promise.resolve(new Set(confirmed)) },
    metrics: {
      publish: (data) => {
        metrics.push(...data);
        return Promise.resolve();
      },
    },
  });
  return { pending, metrics };
}

it.each([
  {
    why: "all have confirmed, in whatever case",
    page: ["Ana@example.com"],
    confirmed: ["ana@example.com"],
    pending: 0,
  },
  {
    why: "one of two has not",
    page: ["ana@example.com", "bo@example.com"],
    confirmed: ["ana@example.com"],
    pending: 1,
  },
  { why: "SNS has forgotten all of them", page: ["ana@example.com", "bo@example.com"], confirmed: [], pending: 2 },
])("counts who is configured and has not confirmed: $why", async ({ page, confirmed, pending }) => {
  const { metrics } = await look({ page }, confirmed);
  expect(metrics).toEqual([
    { name: "SubscriptionsPending", unit: "Count", value: pending, timestampMs: NOW_MS, dimensions: { Hub: "ml" } },
  ]);
});

it("counts an address once for each of its lists, as it confirms each, and names them by topic", async () => {
  const ana = ["ana@example.com"];
  const { pending, metrics } = await look({ page: ana, digest: { to: ana, every: "day" } }, []);
  expect(pending).toEqual([
    { topic: "ml-page", emails: ana },
    { topic: "ml-digest", emails: ana },
  ]);
  expect(metrics.map(({ value }) => value)).toEqual([2]);
});

it("publishes nothing, which would cost, where nobody is told by e-mail", async () => {
  expect(await look({}, [])).toEqual({ pending: [], metrics: [] });
});
