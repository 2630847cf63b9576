import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPage, type RunningPage } from "../../../../local/page/page.js";
import { sampleCloud } from "../sample-cloud.js";

const ENDPOINT = "arn:aws:lambda:eu-west-1:0:function:w";
const ACTION = `<a class="btn">Mute &amp; go</a><cwdb-action action="call" display="widget" endpoint="${ENDPOINT}" confirmation="Sure &quot;now&quot;?">{"answer":"mute","name":"\\u003cb\\u003e"}</cwdb-action>`;
const LOOK = `<a class="link">age</a><cwdb-action action="call" display="popup" endpoint="${ENDPOINT}">{"view":"feature"}</cwdb-action>`;
const FOREIGN = `<a class="btn">Other</a><cwdb-action action="call" display="widget" endpoint="arn:other">{}</cwdb-action>`;

interface Call {
  readonly endpoint: string;
  readonly event: { readonly widgetContext: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;
}

let served: RunningPage;
let calls: Call[] = [];
let answer: () => unknown;

beforeAll(async () => {
  const cloud = await sampleCloud();
  const invoke = async (endpoint: string, event: unknown): Promise<unknown> => {
    calls.push({ endpoint, event: event as Call["event"] });
    return Promise.resolve(answer());
  };
  served = await startPage({ ...cloud, invoke, port: 0 });
});
afterAll(() => served.close());
beforeEach(() => {
  calls = [];
  answer = () => `<form class="f"><input name="reason-1">${ACTION}${LOOK}${FOREIGN}</form><script>alert(1)</script>`;
});

interface Got {
  readonly status: number;
  readonly policy: string;
  readonly text: string;
}

async function ask(path: string, fields?: Readonly<Record<string, string>>): Promise<Got> {
  const body = fields === undefined ? undefined : new URLSearchParams(fields);
  const response = await fetch(new URL(path, served.url), body === undefined ? {} : { method: "POST", body });
  const policy = response.headers.get("content-security-policy") ?? "";
  return { status: response.status, policy, text: await response.text() };
}

/** The address of the overview's only custom widget. */
async function addressOfFrame(query = ""): Promise<string> {
  const { text } = await ask(`/${query}`);
  const address = /<iframe[^>]*class="widget-frame"[^>]*src="([^"]+)"/.exec(text)![1]!;
  return address.replaceAll("&amp;", "&");
}

const tokenIn = (text: string): string => /name="token" value="(\w+)"/.exec(text)![1]!;
const buttonsIn = (text: string): string[] =>
  [...text.matchAll(/<button class="[^"]*" name="call" value="([^"]*)">/g)].map(([, value]) =>
    value!
      .replaceAll("&quot;", '"')
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&"),
  );

describe("a custom widget on the page", () => {
  it("is a frame of its own, drawn by its function with the context that CloudWatch gives", async () => {
    const { status, text } = await ask(`${await addressOfFrame("?range=7d")}&theme=dark`);
    expect(status).toBe(200);
    expect(text).toContain('<html lang="en" class="dark">');
    const [{ endpoint, event }] = calls as [Call];
    expect(endpoint).toBe(ENDPOINT);
    const { timeRange, ...context } = event.widgetContext;
    expect(context).toMatchObject({ accountId: "0", theme: "dark", title: "Features by hour", forms: { all: {} } });
    const { start, end } = timeRange as { start: number; end: number };
    expect(end - start).toBe(7 * 24 * 3_600_000);
  });

  it("may run no script, send no request and reach nothing, whatever the function answers", async () => {
    const { policy } = await ask(await addressOfFrame());
    expect(policy).toMatch(/^sandbox allow-forms; default-src 'none'; style-src 'unsafe-inline'; form-action 'self'/);
    expect(policy).not.toContain("script-src");
  });

  it("says in its place that its function failed, and shows an answer that is no HTML as it is", async () => {
    const address = await addressOfFrame();
    answer = () => ({ markdown: "<b>" });
    expect((await ask(address)).text).toContain("&lt;b&gt;");
    answer = () => {
      throw new Error("AccessDenied <x>");
    };
    expect((await ask(address)).text).toContain("failed: AccessDenied &lt;x&gt;");
  });

  it.each([
    "/widget",
    "/widget?dashboard=plumbline-hub",
    "/widget?dashboard=plumbline-hub&widget=0",
    "/widget?dashboard=x&widget=1",
  ])("is not found at %s", async (path) => {
    expect((await ask(path)).status).toBe(404);
    expect(calls).toEqual([]);
  });
});

describe("a button of a custom widget", () => {
  it("asks before it calls, then sends its payload and what stands in the fields", async () => {
    const address = await addressOfFrame();
    const { text } = await ask(address);
    const [mute] = buttonsIn(text);
    const token = tokenIn(text);
    calls = [];
    const fields = { token, call: mute!, "reason-1": "known <i>" };
    const asked = await ask(address, fields);
    expect(asked.text).toContain("Sure &quot;now&quot;?");
    expect(calls).toEqual([]);
    await ask(address, { ...fields, confirmed: "yes" });
    expect(calls).toMatchObject([
      {
        endpoint: ENDPOINT,
        event: { answer: "mute", name: "<b>", widgetContext: { forms: { all: { "reason-1": "known <i>" } } } },
      },
    ]);
  });

  it("that changes nothing calls at once, and leads back", async () => {
    const address = await addressOfFrame();
    const { text } = await ask(address);
    const shown = await ask(address, { token: tokenIn(text), call: buttonsIn(text)[1]! });
    expect(calls.at(-1)!.event).toMatchObject({ view: "feature" });
    expect(shown.text).toContain(">Back<");
  });

  it("calls its widget's own function and no other", async () => {
    const address = await addressOfFrame();
    const { text } = await ask(address);
    calls = [];
    const refused = await ask(address, { token: tokenIn(text), call: buttonsIn(text)[2]!, confirmed: "yes" });
    expect(refused.text).toContain("its own function only");
    await ask(address, { token: tokenIn(text), call: "nonsense" });
    expect(calls).toEqual([]);
  });

  it("is of no use to a foreign website: without the page's own token, under another name, too large", async () => {
    const address = await addressOfFrame();
    const { text } = await ask(address);
    const call = buttonsIn(text)[0]!;
    calls = [];
    expect((await ask(address, { call, confirmed: "yes" })).status).toBe(403);
    expect((await ask(address, { token: "0".repeat(48), call, confirmed: "yes" })).status).toBe(403);
    expect((await ask(address, { token: tokenIn(text), call, much: "x".repeat(70_000) })).status).toBe(500);
    expect(await postAs("evil.example", address)).toBe(421);
    expect(calls).toEqual([]);
  });
});

function postAs(host: string, path: string): Promise<number | undefined> {
  const { port } = new URL(served.url);
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method: "POST", headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
