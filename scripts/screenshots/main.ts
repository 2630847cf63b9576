/** Makes the pictures of docs/images from a small example in the embedded cloud: light and dark, wide and narrow. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { startPage } from "../../local/page/page.js";
import { storeBucket } from "../../local/run-summary.js";
import { launchChromium } from "../../test/local/page/chromium.js";
import { MONITOR, runSmallExample, type SmallExample } from "./small-example.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const IMAGES = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const WIDTHS = [
  { width: 1280, suffix: "" },
  { width: 390, suffix: "-narrow" },
] as const;
/** Of a picture that is cut off below: a picture of the docs stays below 200 KB. */
const TALLEST = 1080;
/** Frames that are not on the screen are not drawn. */
const SCREEN_HEIGHT = 2400;

/** What is on a picture: an address of the page, what is done there, and the part that is taken. */
interface Shot {
  readonly name: string;
  readonly path: string;
  readonly act?: (page: Page) => Promise<void>;
  readonly part?: string;
}

async function shotsOf(base: string, cloud: SmallExample["cloud"]): Promise<readonly Shot[]> {
  const view = cloud.view();
  const bucket = storeBucket(cloud);
  const reports = view.objects(bucket, `reports/${MONITOR}/`).map(({ key }) => key);
  const report = reports.findLast((key) => key.includes("incident")) ?? `reports/${MONITOR}/latest.html`;
  const mail = view.mailbox().findLast(({ subject }) => subject.startsWith(`${MONITOR}: drift`));
  const frames = await framesOf(base);
  const heat = frames.find((address) => address.includes("heat")) ?? "";
  return [
    { name: "page", path: "/?range=7d", act: waitForFrames },
    { name: "dashboard", path: "/?range=7d", act: waitForFrames, part: "#dashboard" },
    { name: "widget-heat", path: heat },
    { name: "widget-feature", path: heat, act: (page) => page.getByRole("button", { name: "amount" }).click() },
    { name: "report", path: `/reports/raw?key=${encodeURIComponent(report)}` },
    ...(mail ? [{ name: "mail", path: `/mail/${encodeURIComponent(mail.id)}` }] : []),
  ];
}

/** Addresses of the dashboard's custom widgets, each with its view. */
async function framesOf(base: string): Promise<readonly string[]> {
  const text = await (await fetch(new URL("/?range=7d", base))).text();
  const views = ["incidents", "timeline", "heat"];
  return [...text.matchAll(/data-widget[^>]*src="([^"]+)"/g)].map(
    ([, address], index) => `${address!.replaceAll("&amp;", "&")}#${views[index] ?? ""}`,
  );
}

/** Frames are drawn when they come near the screen. */
async function waitForFrames(page: Page): Promise<void> {
  await page.evaluate(`for (const frame of document.querySelectorAll("iframe")) frame.loading = "eager"`);
  for (const frame of await page.locator("iframe.widget-frame").all()) {
    await frame.contentFrame().locator(".plumbline").waitFor();
  }
}

async function take(browser: Browser, base: string, shots: readonly Shot[]): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const { width, suffix } of WIDTHS) {
      const context = await browser.newContext({ viewport: { width, height: SCREEN_HEIGHT }, colorScheme });
      for (const { name, path, act, part } of shots) {
        const page = await context.newPage();
        await page.goto(new URL(path, base).href, { waitUntil: "networkidle" });
        await act?.(page);
        await page.waitForLoadState("networkidle");
        const target = join(IMAGES, `${name}-${colorScheme}${suffix}.png`);
        const box = await page.locator(part ?? "body").boundingBox();
        const { y = 0, height = TALLEST } = box ?? {};
        await page.screenshot({
          path: target,
          clip: { x: 0, y, width, height: Math.min(height, TALLEST) },
          fullPage: true,
        });
        await page.close();
      }
      await context.close();
    }
  }
}

/** Somebody has answered: the pictures show where that is seen. */
async function answer(ask: (event: unknown) => Promise<unknown>): Promise<void> {
  const incident = /incident ([0-9a-f]{6,})/.exec(String(await ask({ view: "incidents", widgetContext: {} })))?.[1];
  if (incident === undefined) return;
  const all = {
    [`reason-${incident}`]: "asking the payments team about the new price list",
    [`who-${incident}`]: "ana",
  };
  await ask({ answer: "ack", incident, hours: 8, widgetContext: { accountId: "000000000000", forms: { all } } });
}

async function main(): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const example = await runSmallExample(join(HERE, "plumbline.yaml"));
  const { cloud } = example;
  const [failed] = cloud.failedInvocations;
  if (failed !== undefined) throw new Error(`${failed.functionName} failed: ${failed.errorMessage}`);
  await answer((event) => cloud.ask(`plumbline-${MONITOR}-widget`, event));
  const served = await startPage({
    view: cloud.view(),
    cloudwatch: cloud.cloudWatch,
    invoke: (endpoint, event) => cloud.ask(endpoint, event),
    reports: { bucket: storeBucket(cloud), prefix: `reports/${MONITOR}/` },
    port: 0,
  });
  const browser = await launchChromium();
  await take(browser, served.url, await shotsOf(served.url, cloud));
  await browser.close();
  await served.close();
  await example.close();
}

await main();
