import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPage, type RunningPage } from "../../../local/page/page.js";
import { sampleCloud, START, type SampleCloud } from "./sample-cloud.js";

let cloud: SampleCloud;
let served: RunningPage;

beforeAll(async () => {
  cloud = await sampleCloud();
  served = await startPage({ ...cloud, port: 0 });
});

afterAll(() => served.close());

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function ask(path: string, options: { readonly method?: string; readonly host?: string } = {}): Promise<Got> {
  const { port } = new URL(served.url);
  const headers = { host: options.host ?? `127.0.0.1:${port}` };
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method: options.method ?? "GET", headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        resolve({
          status: response.statusCode,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        });
      });
    })
      .on("error", reject)
      .end();
  });
}

describe("the page's server", () => {
  it("shows what is wrong first: firing alarms and dead letters, then the dashboard, mail, reports, queues", async () => {
    const { text } = await ask("/");
    expect(text).toContain("3 things need attention");
    const order = ["employment-open-incidents", "could not be processed", "Newest e-mail", "208,892"];
    const sections = ['id="dashboard"', 'id="mail"', 'id="reports"', 'id="queues"'];
    const places = [...order, ...sections].map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("counts an alarm without data as trouble only when it had data and people are told", async () => {
    const { text } = await ask("/");
    const now = text.slice(0, text.indexOf("Newest e-mail"));
    // "heartbeat" stopped a day ago and has actions for it; "label-coverage" never had data.
    expect(now).toMatch(/employment-heartbeat[\s\S]*Without data for 19 h/);
    expect(now).not.toContain("label-coverage");
  });

  it("sends every page with a strict content policy, no inline script or style, and no cache", async () => {
    for (const path of ["/", "/mail", "/mail/mail-1", "/reports", "/alarms/employment-open-incidents", "/nothing"]) {
      const { headers, text } = await ask(path);
      const policy = headers["content-security-policy"];
      expect(policy).toMatch(/default-src 'none'; style-src 'self'; script-src 'self'/);
      expect(policy).not.toMatch(/unsafe/);
      expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
      expect(text).not.toMatch(/<style|style=|<script>|\son\w+=/);
    }
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const { status, headers } = await ask("/", { method });
    expect(status).toBe(405);
    expect(headers.allow).toBe("GET, HEAD");
  });

  it("answers HEAD without a body", async () => {
    expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
  });

  it("refuses foreign host names, by which a website could read the page", async () => {
    expect((await ask("/", { host: "evil.example:80" })).status).toBe(421);
    expect((await ask("/", { host: "localhost:80" })).status).toBe(200);
  });

  it.each(["/nothing", "/mail/none", "/alarms/none", "/mail/%E0%A4%A", "/../../etc/passwd", "/reports/raw"])(
    "answers 404 to %s",
    async (path) => {
      const { status, text } = await ask(path);
      expect(status).toBe(404);
      expect(text).toContain("There is no such page");
    },
  );

  it("lists the report on quality first, however long ago its labels came", async () => {
    const { text } = await ask("/");
    const listed = [...text.matchAll(/reports\/view\?key=[^"]*%2F([^"]*)"/g)].map(([, name]) => name);
    expect(listed).toEqual(["quality.html", "2026-02-14T00.html", "2026-02-13T12.html"]);
  });

  it("opens only HTML objects below the reports' prefix, without scripts and requests", async () => {
    const raw = (key: string): Promise<Got> => ask(`/reports/raw?key=${encodeURIComponent(key)}`);
    const report = await raw("reports/employment/2026-02-14T00.html");
    expect(report.status).toBe(200);
    expect(report.headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
    for (const key of [
      "rows/private.html",
      "reports/index.json",
      "reports/../rows/private.html",
      "reports/none.html",
    ]) {
      expect((await raw(key)).status).toBe(404);
    }
  });

  it("escapes what mails, names and addresses bring along", async () => {
    const nasty = `<img src=x onerror="alert(1)">`;
    cloud.mails.push({
      id: nasty,
      sentAtMs: START,
      topicArn: nasty,
      to: [],
      subject: nasty,
      body: `${nasty}\n\na  ${nasty}`,
    });
    const paths = ["/", "/mail", `/mail/${encodeURIComponent(nasty)}`, `/?dashboard=${encodeURIComponent(nasty)}`];
    for (const path of paths) expect((await ask(path)).text).not.toContain("<img");
    cloud.mails.pop();
  });

  it("takes the next free port when the one asked for is taken, and says so", async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const second = await startPage({ ...cloud, port });
    expect(second.notice).toBe(`port ${port} is taken, the page uses ${new URL(second.url).port}`);
    expect(served.notice).toBeUndefined();
    await second.close();
    other.close();
  });

  it("shows an empty cloud as one in which nothing is deployed and nothing is wrong", async () => {
    const view = { ...cloud.view, mailbox: () => [], queues: () => [], objects: () => [] };
    const cloudwatch = { ...cloud.cloudwatch, alarms: () => [], dashboards: () => [], firstDataMs: () => undefined };
    const empty = await startPage({ view, cloudwatch, reports: cloud.reports, port: 0 });
    const text = await (await fetch(`${empty.url}?range=all`)).text();
    for (const words of ["No alarms are deployed", "No dashboard is deployed", "No e-mail", "No report", "No queue"]) {
      expect(text).toContain(words);
    }
    await empty.close();
  });
});
