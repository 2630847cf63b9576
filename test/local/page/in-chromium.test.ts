import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPage, type RunningPage } from "../../../local/page/page.js";
import { launchChromium } from "./chromium.js";
import { sampleCloud, type SampleCloud } from "./sample-cloud.js";

// Installing Chromium on a fresh machine takes its time; starting it takes a second.
const INSTALL_MS = 300_000;

type Screen = { readonly width: number; readonly scheme: "light" | "dark" };

let cloud: SampleCloud;
let served: RunningPage;
let browser: Browser;
let page: Page;
/** Console messages of weight and uncaught errors since the last visit. */
let errors: string[] = [];
/** Addresses that aren't ours and that left the browser since the last visit; what the content policy stops doesn't. */
let foreign: string[] = [];

beforeAll(async () => {
  [cloud, browser] = await Promise.all([sampleCloud(), launchChromium()]);
  served = await startPage({ ...cloud, invoke: widgetAnswer, port: 0 });
  page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  const left = (request: Request): void => {
    if (!request.url().startsWith(served.url)) foreign.push(request.url());
  };
  page.on("requestfinished", left);
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText !== "csp") left(request);
  });
}, INSTALL_MS);

const WIDGET = "arn:aws:lambda:eu-west-1:0:function:w";
/** What the widget's function was sent by pressed buttons. */
const pressed: unknown[] = [];

let script = "";

/** A widget with a button that changes something. */
async function widgetAnswer(_endpoint: string, event: unknown): Promise<unknown> {
  const { answer, widgetContext } = event as {
    readonly answer?: string;
    readonly widgetContext: { readonly forms: { readonly all: unknown } };
  };
  if (answer !== undefined) pressed.push({ answer, fields: widgetContext.forms.all });
  return Promise.resolve(
    `<p id="said">${answer === undefined ? "nothing said" : "muted"}</p>${script}
<form><input name="reason" aria-label="Reason"><a class="btn">Mute</a><cwdb-action action="call" display="widget" endpoint="${WIDGET}" confirmation="Really?">{"answer":"mute"}</cwdb-action></form>`,
  );
}

afterAll(async () => {
  await browser.close();
  await served.close();
});

async function visit(path: string, screen: Screen = { width: 1280, scheme: "light" }): Promise<void> {
  errors = [];
  foreign = [];
  await show(screen);
  const response = await page.goto(new URL(path, served.url).href);
  expect(response?.status()).toBe(200);
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
}

async function show({ width, scheme }: Screen): Promise<void> {
  await page.setViewportSize({ width, height: 844 });
  await page.emulateMedia({ colorScheme: scheme });
}

/** How far the content is wider than the window, in pixels. */
function overflow(): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** Texts whose contrast with their background is below WCAG AA (4.5, or 3 for large or bold text). */
function faintTexts(): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(String.raw`(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (color, under) => {
      canvas.fillStyle = "rgb(" + under.join(",") + ")"; canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (color) => color.map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const background = (element) => {
      const own = getComputedStyle(element).backgroundColor;
      const under = element.parentElement ? background(element.parentElement) : [255, 255, 255];
      return rgb(own, under);
    };
    return [...document.querySelectorAll("body *")].filter((element) =>
      element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") &&
      element.closest("title, option") === null,
    ).filter((element) => {
      const style = getComputedStyle(element);
      const under = background(element);
      const color = element instanceof SVGElement ? style.fill : style.color;
      const [a, b] = [light(rgb(color, under)), light(under)].sort((x, y) => y - x);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      return (a + 0.05) / (b + 0.05) < (large ? 3 : 4.5);
    }).map((element) => element.tagName + "." + element.getAttribute("class") + ": " + element.textContent.trim().slice(0, 40));
  })()`);
}

const PAGES = [
  "/",
  "/?range=all&dashboard=plumbline-operations",
  "/?range=24h",
  "/mail",
  "/mail/mail-2",
  "/alarms/employment-open-incidents",
  "/alarms/employment-label-coverage",
  "/reports",
];
const SCREENS: readonly Screen[] = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);

describe("the page in Chromium", () => {
  it.each(PAGES)("shows %s, narrow and wide, light and dark, without overflow, errors or faint text", async (path) => {
    await visit(path);
    for (const screen of SCREENS) {
      await show(screen);
      expect({ ...screen, overflow: await overflow() }).toEqual({ ...screen, overflow: 0 });
      expect({ ...screen, faint: await faintTexts() }).toEqual({ ...screen, faint: [] });
    }
    expect(await page.locator("main h1").count()).toBe(1);
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it("draws the dashboard from the template's body: on its grid when wide, in one column when narrow", async () => {
    await visit("/");
    const box = async (name: string): Promise<{ x: number; y: number; width: number; height: number }> => {
      const found = await page.getByRole("group", { name, exact: true }).boundingBox();
      if (found === null) throw new Error(`no widget ${name}`);
      return found;
    };
    const [drift, now, records] = [await box("Drift score"), await box("Right now"), await box("Records")];
    // 16 of 24 columns against 8 of 24; "Records" lies right of "Right now" and below "Drift score".
    expect(drift.width / records.width).toBeCloseTo(2, 1);
    expect(records.x).toBeGreaterThan(now.x + now.width);
    expect(records.y).toBeGreaterThan(drift.y + drift.height);
    const path = await page.getByRole("group", { name: "Drift score" }).locator("path.line").getAttribute("d");
    expect(path?.split("L").length).toBeGreaterThan(200);
    await page.setViewportSize({ width: 390, height: 844 });
    const boxes = [await box("Drift score"), await box("Right now"), await box("Records")];
    expect(new Set(boxes.map(({ x, width }) => `${x} ${width}`)).size).toBe(1);
  });

  it("keeps charts' type at its size on every width", async () => {
    await visit("/", { width: 390, scheme: "light" });
    const height = async (): Promise<number | undefined> => {
      return (await page.locator(".plot text").first().boundingBox())?.height;
    };
    const narrow = await height();
    await page.setViewportSize({ width: 1280, height: 844 });
    expect(await height()).toBeCloseTo(narrow ?? 0, 1);
  });

  it("opens a mail from the overview and shows all of it", async () => {
    await visit("/", { width: 390, scheme: "light" });
    await page.getByRole("link", { name: "AGEP shifted" }).last().click();
    await page.waitForURL("**/mail/mail-2");
    const body = await page.locator(".mail-body").innerText();
    expect(body).toContain("What changed: the mean rose from 43.1 to 187.4 years");
    expect(body).toContain("above 94            0 %    30 %");
    expect(await page.locator(".mail-body a").getAttribute("href")).toBe("https://example.com/runbooks/drift");
    expect(errors).toEqual([]);
  });

  it("opens a report in a frame that runs no script and loads nothing", async () => {
    await visit("/reports");
    await page.getByRole("link", { name: "2026-02-14T00.html" }).click();
    await page.waitForURL("**/reports/view?key=*");
    await expect.poll(() => page.frames()[1]?.locator("h1").innerText()).toBe("Incident 4f2c");
    expect(await page.frames()[1]?.locator("#x").innerText()).toBe("AGEP moved.");
    expect(foreign).toEqual([]);
  });

  it("switches between light and dark, and remembers", async () => {
    await visit("/", { width: 1280, scheme: "dark" });
    const paper = (): Promise<string> => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const dark = await paper();
    await page.getByRole("button", { name: "Switch between light and dark" }).click();
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await paper()).toBe(light);
    await page.evaluate("localStorage.clear()");
  });

  it("takes an answer in a custom widget's frame: a reason, a button, a question, and no script runs", async () => {
    script = '<script>document.getElementById("said").textContent = "ran"</script>';
    await visit("/");
    const frame = page.frameLocator('iframe[title="Features by hour"]');
    await page.locator('iframe[title="Features by hour"]').scrollIntoViewIfNeeded();
    expect(await frame.locator("#said").textContent()).toBe("nothing said");
    await frame.getByLabel("Reason").fill("known");
    await frame.getByRole("button", { name: "Mute" }).click();
    await frame.getByText("Really?").waitFor();
    expect(pressed).toEqual([]);
    await frame.getByRole("button", { name: "Yes" }).click();
    await frame.getByText("muted").waitFor();
    expect(pressed).toEqual([{ answer: "mute", fields: { reason: "known" } }]);
    script = "";
  });

  it("shows another monitor when the dashboard's variable is chosen", async () => {
    await visit("/");
    const score = page.getByRole("group", { name: "Drift score" }).locator(".legend b");
    const employment = await score.innerText();
    await page.getByLabel("Monitor").selectOption("churn");
    await page.waitForURL("**var-monitor=churn**");
    expect(await score.innerText()).not.toBe(employment);
  });

  it("renews itself while the simulation moves on", async () => {
    await visit("/");
    const clock = page.locator("[data-now]");
    const before = await clock.innerText();
    await page.waitForLoadState("networkidle");
    await cloud.advance(2);
    await expect.poll(() => clock.innerText(), { timeout: 8000 }).not.toBe(before);
    expect(errors).toEqual([]);
  });

  it("can be used by keyboard from the first Tab on", async () => {
    await visit("/");
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.textContent")).toBe("Skip to content");
    await page.keyboard.press("Enter");
    expect(page.url()).toMatch(/#main$/);
  });
});
