import { describe, expect, it } from "vitest";
import { configFromData } from "../../../src/config/index.js";
import { postNotice } from "../../../src/pipeline/notify/post-notice.js";
import type { NotifyDeps } from "../../../src/pipeline/notify/notify-deps.js";
import { memoryTable } from "../memory/memory-table.js";

const SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf";
const NOW_MS = Date.UTC(2026, 1, 21);
const monitor = { captures: { format: "jsonl" }, reference: { live: "7d" }, columns: { time: "at" } };
const config = configFromData(
  { monitors: { churn: { ...monitor, notify: { webhook: SECRET } }, quiet: monitor } },
  "test",
);
const notice = (change: object = {}): string =>
  JSON.stringify({ version: 1, id: "churn/1-opened-high", monitor: "churn", transition: "opened", ...change });

function setUp(statuses: readonly number[]): { readonly deps: NotifyDeps; readonly posts: string[] } {
  const posts: string[] = [];
  const deps = {
    config,
    table: memoryTable(() => Promise.resolve()),
    secrets: { read: (arn: string) => Promise.resolve(arn === SECRET ? "https://example.com/hook" : "") },
    poster: {
      post: (url: URL, json: string) => {
        posts.push(`${url.href} ${json}`);
        return Promise.resolve(statuses[posts.length - 1]!);
      },
    },
  } as unknown as NotifyDeps;
  return { deps, posts };
}

describe("a notice for a webhook", () => {
  it("is posted to the address in the monitor's secret, once", async () => {
    const { deps, posts } = setUp([204]);
    expect(await postNotice(notice(), NOW_MS, deps)).toBe("posted");
    expect(await postNotice(notice(), NOW_MS, deps)).toBe("posted before");
    expect(posts).toEqual([expect.stringMatching(/^https:\/\/example\.com\/hook \{"source":"plumbline","version":1,/)]);
  });

  it.each([301, 404, 503])("fails on status %d, and is posted again when it comes again", async (status) => {
    const { deps, posts } = setUp([status, 200]);
    await expect(postNotice(notice(), NOW_MS, deps)).rejects.toMatchObject({
      code: "WEBHOOK_REFUSED",
      message: `webhook of churn (generic) expects to take a notice, got status ${status}`,
    });
    expect(await postNotice(notice(), NOW_MS, deps)).toBe("posted");
    expect(posts).toHaveLength(2);
  });

  it("goes nowhere when the monitor has lost its webhook", async () => {
    const { deps, posts } = setUp([]);
    expect(await postNotice(notice({ monitor: "quiet" }), NOW_MS, deps)).toBe("no webhook");
    expect(posts).toEqual([]);
  });

  it.each(["", "null", "{}", notice({ version: 2 })])("is refused when it is none: %s", async (body) => {
    await expect(postNotice(body, NOW_MS, setUp([]).deps)).rejects.toMatchObject({ code: "BAD_NOTICE" });
  });
});
