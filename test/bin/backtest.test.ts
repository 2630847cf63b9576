import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presets } from "../../src/core/presets/registry.js";
import { csvLog, csvOf, DAY_MS, logRows, REFERENCE_START_MS, uniform } from "./backtest/log-data.js";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

interface Json {
  readonly windows: number;
  readonly days: number;
  readonly rule: string;
  readonly episodes: readonly {
    readonly opened: string;
    readonly closed: string | null;
    readonly severity: string;
    readonly paged: boolean;
    readonly features: readonly {
      name: string;
      check: string;
      lens: string;
      z: number;
      effect: number;
      onset: string;
    }[];
  }[];
  readonly pagesPer30Days: number;
  readonly insufficientWindows: number;
  readonly sensitivity: readonly { feature: string; hour: number | null; day: number | null }[];
  readonly rules: readonly { rule: string; pages: number }[];
  readonly promise: { promised: boolean; why: string | null };
  readonly windowSize: string;
  readonly reference: { read: number; used: number; rejected: number; excluded: number; days: number; windows: number };
  readonly production: Json["reference"] & { rejectedByReason: Record<string, number> };
  readonly features: readonly string[];
  readonly leftOut: readonly { column: string; reason: string }[];
  readonly notes: readonly string[];
}

async function backtest(reference: string, production: string, ...options: string[]) {
  const argv = ["backtest", "--reference", reference, "--production", production, ...options];
  const { status, json } = await plumblineJson(...argv);
  return { status, json: json as unknown as Json & { error?: { code: string; message: string } } };
}

async function refused(reference: string, production: string, ...options: string[]): Promise<string> {
  const { status, json } = await backtest(reference, production, ...options);
  expect(status).toBe(2);
  return json.error!.message;
}

const START = REFERENCE_START_MS + 28 * DAY_MS;
const hourly = { rowsPerDay: 240 };
const reference = folder.write("reference.csv", csvLog({ ...hourly, seed: 1, startMs: REFERENCE_START_MS, days: 28 }));
const shifted = { ...hourly, seed: 2, startMs: START, days: 10, shift: { by: 10, fromDay: 5 } };
const production = folder.write("production.csv", csvLog(shifted));

describe("backtest of an hourly log", () => {
  let found: Awaited<ReturnType<typeof backtest>>;
  beforeAll(async () => {
    found = await backtest(reference, production);
  }, 60_000);

  it("finds a shift of one standard deviation within hours, and nothing before it; pages are no failure", () => {
    const { status, json } = found;
    expect(status).toBe(0);
    expect(json.rule).toBe("calibrated");
    expect(json.episodes).toHaveLength(1);
    const [episode] = json.episodes;
    const onset = START + 5 * DAY_MS;
    expect(Date.parse(episode!.opened)).toBeGreaterThanOrEqual(onset);
    expect(Date.parse(episode!.opened)).toBeLessThan(onset + DAY_MS);
    expect(episode).toMatchObject({ closed: null, paged: true });
    const [worst] = episode!.features;
    expect(worst).toMatchObject({ name: "amount", check: "shift" });
    expect(worst!.z).toBeGreaterThan(0);
    // One standard deviation; the bins' normal scores saturate a little.
    expect(worst!.effect).toBeGreaterThan(0.6);
    expect(worst!.effect).toBeLessThan(1.1);
    expect(Date.parse(worst!.onset)).toBeLessThanOrEqual(Date.parse(episode!.opened));
    expect(json.pagesPer30Days).toBeCloseTo(3, 12);
  });

  it("judges by one rule alone where that is asked for", async () => {
    const { json } = await backtest(reference, production, "--rule", "calibrated", "--alone");
    expect(json.rules.map(({ rule }) => rule)).toEqual(["calibrated"]);
    expect(json.episodes).toEqual(found.json.episodes);
  }, 60_000);

  it("counts windows, days and every record", () => {
    const { json } = found;
    expect(json).toMatchObject({ windows: 240, days: 10, windowSize: "hour" });
    expect(json.reference).toMatchObject({
      read: 6_720,
      used: 6_720,
      rejected: 0,
      excluded: 0,
      days: 28,
      windows: 672,
    });
    expect(json.production).toMatchObject({ read: 2_400, used: 2_400, rejected: 0, excluded: 0 });
  });

  it("names the columns that it judges and says what the others are", () => {
    const { json } = found;
    expect(json.features).toEqual(["amount", "plan"]);
    expect(json.leftOut).toEqual([
      { column: "ts", reason: "time" },
      { column: "id", reason: "id-like" },
      { column: "kind", reason: "constant" },
    ]);
    expect(json.sensitivity.map(({ feature }) => feature)).toEqual(["amount", "plan"]);
    for (const { day } of json.sensitivity) expect(day).toBeGreaterThan(0);
    expect(json.promise).toMatchObject({ promised: true, why: null });
  });

  it("replays the calibrated rule, fixed thresholds and every preset side by side", () => {
    expect(found.json.rules.map(({ rule }) => rule)).toEqual(["calibrated", "fixed", ...presets.names]);
  });

  it("begins its JSON with the promised keys in their order", () => {
    expect(Object.keys(found.json).slice(0, 7)).toEqual([
      "windows",
      "days",
      "rule",
      "episodes",
      "pagesPer30Days",
      "insufficientWindows",
      "sensitivity",
    ]);
    expect(Object.keys(found.json.episodes[0]!).slice(0, 5)).toEqual([
      "opened",
      "closed",
      "severity",
      "paged",
      "features",
    ]);
    expect(Object.keys(found.json.episodes[0]!.features[0]!).slice(0, 6)).toEqual([
      "name",
      "check",
      "lens",
      "z",
      "effect",
      "onset",
    ]);
  });

  it("says the same of the rows in any order, in several files, compressed", async () => {
    const rows = shuffled(logRows(shifted));
    const first = folder.write("first.csv.gz", gzipSync(csvOf(rows.slice(0, 1_000))));
    const second = folder.write("second.csv", csvOf(rows.slice(1_000)));
    const { status, json } = await backtest(reference, first, second);
    expect(status).toBe(0);
    expect(json.episodes).toEqual(found.json.episodes);
    expect(json.production).toMatchObject({ used: 2_400, windows: 240 });
  }, 60_000);

  it("tells people what would have paged, and writes the page that shows it", async () => {
    const out = folder.at("report.html");
    const { status, out: text } = await plumbline(
      "backtest",
      ...["--reference", reference, "--production", production, "--out", out, "--rule", "psi-0.2"],
    );
    expect(status).toBe(0);
    expect(text).toContain("240 windows");
    expect(text).toContain("rule: psi-0.2.");
    expect(text).toMatch(/\d+ of 10 days with an alarm, a page each: [\d.]+ pages per 30 days/);
    expect(text).toContain(`report written to ${out}`);
    expect(folder.read("report.html")).toContain("<title>Backtest, 2026-02-02 to 2026-02-11</title>");
  }, 60_000);
});

function shuffled<T>(rows: readonly T[]): T[] {
  const random = uniform(9);
  return rows
    .map((row) => [random(), row] as const)
    .sort(([a], [b]) => a - b)
    .map(([, row]) => row);
}

describe("backtest of daily batches", () => {
  const daily = { rowsPerDay: 200, daily: true, time: (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10) };
  const days = (name: string, count: number): string =>
    folder.write(name, csvLog({ ...daily, seed: 3, startMs: REFERENCE_START_MS, days: count }));
  const batches = csvLog({ ...daily, seed: 4, startMs: START, days: 12, shift: { by: 10, fromDay: 6 } });
  const after = folder.write("batches.csv", batches);

  it("are found to be daily and judged so; 28 of them are calibrated on", async () => {
    const { json } = await backtest(days("days28.csv", 28), after, "--time-zone", "America/Chicago");
    expect(json).toMatchObject({ windowSize: "day", windows: 12, days: 12, rule: "calibrated" });
    expect(json.episodes.filter(({ paged }) => paged)).toHaveLength(1);
    expect(json.episodes[0]!.features[0]).toMatchObject({ name: "amount" });
    expect(json.sensitivity.map(({ hour }) => hour)).toEqual([null, null]);
  }, 60_000);

  it("are judged by fixed thresholds where the reference holds fewer, and the first note says so", async () => {
    const { json } = await backtest(days("days27.csv", 27), after);
    expect(json).toMatchObject({ rule: "fixed", promise: { promised: false }, sensitivity: [] });
    expect(json.notes[0]).toBe(
      "judged by fixed thresholds instead of the calibrated rule: the reference holds 27 of the 28 daily windows that a calibration needs. No number of false pages is promised",
    );
  }, 60_000);
});

describe("what a backtest reads", () => {
  const small = { rowsPerDay: 48, days: 3 };
  const before = folder.write("small.csv", csvLog({ ...small, seed: 5, startMs: REFERENCE_START_MS }));
  const rows = logRows({ ...small, seed: 6, startMs: START });

  it("counts rows without a usable time and judges the others", async () => {
    const broken = rows.map((row, i) => (i % 10 === 3 ? { ...row, ts: i % 20 === 3 ? "" : "soon" } : row));
    const { json } = await backtest(before, folder.write("broken.csv", csvOf(broken)));
    expect(json.production).toMatchObject({
      read: 144,
      used: 129,
      rejected: 15,
      rejectedByReason: { "time-missing": 15 },
    });
    expect(json.notes).toContain("10 % of the production's records were rejected and are judged by nothing");
  }, 60_000);

  it("leaves out excluded days on both sides and counts their records", async () => {
    const { json } = await backtest(
      before,
      folder.write("after.csv", csvOf(rows)),
      ...["--exclude", "2026-01-06", "2026-02-03/2026-02-09"],
    );
    expect(json.reference).toMatchObject({ read: 144, used: 96, excluded: 48, days: 2 });
    expect(json.production).toMatchObject({ read: 144, used: 48, excluded: 96, days: 1 });
  }, 60_000);

  it("reads JSON lines with epoch times, names the time column by itself, and judges a prediction first", async () => {
    const line = (row: (typeof rows)[number]): string =>
      JSON.stringify({ at: Date.parse(row.ts), x: Number(row.amount), score: Number(row.amount) / 100, user: row.id });
    const lines = (log: typeof rows): string => log.map(line).join("\n");
    const reference = folder.write("r.jsonl", lines(logRows({ ...small, seed: 5, startMs: REFERENCE_START_MS })));
    const { json } = await backtest(
      reference,
      folder.write("p.jsonl", lines(rows)),
      "--prediction",
      "score",
      "--id",
      "user",
    );
    expect(json).toMatchObject({ time: "column at", features: ["score", "x"] });
    expect(json.leftOut).toContainEqual({ column: "user", reason: "id" });
  }, 60_000);

  it("does not judge a column that production never delivers, and tells of columns on one side", async () => {
    const labelled = folder.write(
      "labelled.csv",
      csvOf(logRows({ ...small, seed: 5, startMs: REFERENCE_START_MS })).replace("plan", "label"),
    );
    const { json } = await backtest(labelled, folder.write("unlabelled.csv", csvOf(rows)));
    expect(json.features).toEqual(["amount"]);
    expect(json.notes).toContain(
      "label is in the reference only and is not judged; name it with --label if it is the label",
    );
    expect(json.notes).toContain("plan is in production only and is not judged");
  }, 60_000);

  it("reads a file once that is named twice, and says when both sides are the same", async () => {
    const { json } = await backtest(before, before, before);
    expect(json.production).toMatchObject({ read: 144 });
    expect(json.notes[0]).toBe("production: files were named twice and are read once");
    expect(json.notes[1]).toBe(`${before} is reference and production: a log can't differ from itself`);
  }, 60_000);
});

describe("backtest of a configured monitor", () => {
  const small = { rowsPerDay: 240, days: 3 };
  const captures = (seed: number, startMs: number): string =>
    logRows({ ...small, seed, startMs })
      .map(({ ts, amount, plan, id }) =>
        JSON.stringify({
          captureData: {
            endpointInput: {
              observedContentType: "text/csv",
              mode: "INPUT",
              data: `${amount},${plan}`,
              encoding: "CSV",
            },
            endpointOutput: { observedContentType: "text/csv", mode: "OUTPUT", data: `${amount}\n`, encoding: "CSV" },
          },
          eventMetadata: { eventId: id, inferenceTime: ts },
          eventVersion: "0",
        }),
      )
      .join("\n");
  const before = folder.write("before.jsonl", captures(5, REFERENCE_START_MS));
  const after = folder.write("after.jsonl", captures(6, START));
  const monitor = (rest: string): string =>
    folder.write(
      "plumbline.yaml",
      `monitors:
  churn:
    captures: { bucket: acme-captures, existing: true, prefix: churn/, format: sagemaker-jsonl }
    columns: { input: { header: [amount, plan] }, output: { score: 0 } }
    reference: { captures: "2026-01-05/2026-01-07" }
${rest}`,
    );

  it("reads captures by its names and times, and judges its output first", async () => {
    const { status, json } = await backtest(before, after, "--config", monitor(""));
    expect(status).toBe(0);
    expect(json).toMatchObject({
      rule: "calibrated",
      time: "the captures' metadata",
      features: ["amount", "plan", "score"],
      production: { used: 720, rejected: 0, windows: 72 },
    });
  }, 60_000);

  it("goes by its window, its excluded days, its thresholds and its rule; the command line comes first", async () => {
    const config = monitor(`    window: { size: day, timeZone: Europe/Berlin }
    alarms: { rule: fixed, fixed: { psi: 0.0001 }, exclude: ["2026-02-03"], page: low }
`);
    const { json } = await backtest(before, after, "--config", config, "--alone");
    // Berlin's 2 February begins an hour early, and 5 February has the last hour of the third day.
    expect(json).toMatchObject({
      rule: "fixed",
      windowSize: "day",
      timeZone: "Europe/Berlin",
      windows: 3,
      page: "low",
    });
    expect(json.production.excluded).toBe(240);
    expect(json.episodes.length).toBeGreaterThan(0);
    expect(json.rules.map(({ rule }) => rule)).toEqual(["fixed"]);
    const hourly = await backtest(before, after, "--config", config, "--window", "hour", "--page", "high", "--alone");
    expect(hourly.json).toMatchObject({ windowSize: "hour", page: "high" });
  }, 60_000);
});

describe("what a backtest refuses", () => {
  const good = folder.write("good.csv", csvLog({ rowsPerDay: 24, days: 2, seed: 7, startMs: START }));
  const write = (name: string, text: string): string => folder.write(name, text);
  const numbers = Array.from({ length: 60 }, (_, i) => `${i},${(i * 37) % 11}`).join("\n");

  it.each([
    [
      "a table without time",
      write("table.csv", `a,b\n${numbers}\n`),
      /has no column that holds times; .* of a, b\. .*`plumbline compare`/,
    ],
    ["times it can't read", write("us.csv", "ts,x\n01/31/2026,1\n02/31/2026,2\n"), /has no column that holds times/],
    ["an empty file", write("empty.csv", ""), /the reference expects records, got none/],
    ["a header alone", write("header.csv", "ts,x\n"), /the reference expects records, got none/],
    ["one row", write("one.csv", "ts,x\n2026-01-01,1\n"), /expects a column that can be judged, got x \(constant\)/],
    [
      "two columns of times",
      write("two.csv", "a,b,x\n2026-01-01,2026-01-02,1\n"),
      /several columns that hold times; .* of a, b/,
    ],
    ["a file that isn't there", folder.at("none.csv"), /no such file/],
  ])("%s as a reference", async (_, reference, message) => {
    expect(await refused(reference, good)).toMatch(message);
  });

  it("a production without any usable time, with where and what was expected", async () => {
    const bad = write("soon.csv", "ts,amount,plan\nsoon,1,free\nlater,2,pro\n");
    expect(await refused(good, bad, "--timestamp", "ts")).toBe(
      `the production expects records that can be used, got none of 2; first ${bad} line 1: expects an epoch time or ISO 8601 text in column ts`,
    );
  });

  it.each([
    [["--timestamp", "tss"], "--timestamp expects a column that the reference holds, got tss; did you mean ts?"],
    [["--ignore", "plam"], "--ignore expects columns of the files, got plam; did you mean plan?"],
    [["--ignore", "plan,amout"], "--ignore expects columns of the files, got amout; did you mean amount?"],
    [["--prediction", "plan", "--ignore", "amount,plan"], "--prediction expects a column that is judged, got plan"],
    [["--window", "week"], "--window expects hour or day, got week"],
    [["--time-zone", "Mars"], "--time-zone expects an IANA name such as Europe/Berlin, got Mars"],
    [["--exclude", "xmas"], "--exclude expects whole days such as 2026-12-24/2026-12-26 or 2026-12-24, got xmas"],
    [["--false-alarms-per-30-days", "0"], "--false-alarms-per-30-days expects a number above 0, such as 1, got 0"],
    [["--page", "loud"], "--page expects one of low, medium, high, critical, got loud"],
    [
      ["--exclude", "2026-01-01/2026-12-31"],
      "the reference expects records outside the excluded periods, got 48 inside",
    ],
    [["--monitor", "churn"], "--monitor expects --config beside it, got none"],
    [["--out", good], `--out expects another file than those that are read, got ${good}`],
  ])("%j", async (options, message) => {
    expect(await refused(good, good, ...options)).toBe(message);
    expect(existsSync(good)).toBe(true);
  });

  it("a rule that doesn't exist, with those that do", async () => {
    expect(await refused(good, good, "--rule", "evidentl")).toMatch(
      /^--rule expects one of calibrated, fixed, .*; did you mean evidently\?$/,
    );
  });
});
