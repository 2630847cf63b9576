import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

const config = folder.write(
  "plumbline.yaml",
  `
monitors:
  churn: { captures: { format: sagemaker-jsonl }, reference: { live: 7d } }
  triage: { captures: { format: jsonl }, columns: { time: at }, reference: { live: 7d } }
`,
);

interface CostJson {
  readonly region: string;
  readonly fixedUsd: number;
  readonly totalUsd: number;
  readonly monitors: readonly { readonly name: string; readonly fixedUsd: number; readonly meteredUsd: number }[];
  readonly processingJobs: { readonly usd: number };
  readonly warnings: readonly string[];
}

async function costJson(...options: string[]): Promise<CostJson> {
  const { status, json } = await plumblineJson("cost", "--config", config, ...options);
  expect(status).toBe(0);
  return json as unknown as CostJson;
}

describe("plumbline cost", () => {
  it("shows each monitor and the hub by service, the arithmetic of the fixed part, and a job beside it", async () => {
    const { status, out } = await plumbline("cost", "--config", config);
    expect(status).toBe(0);
    expect(out).toMatch(/^churn +\$2\.\d\d +\$\d\.\d\d +\$\d\.\d\d$/m);
    expect(out).toMatch(/^ {2}SQS +\$0\.\d\d/m);
    expect(out).toMatch(/^hub +\$6\.\d\d/m);
    expect(out).toMatch(/^everything +\$1\d\.\d\d/m);
    expect(out).toContain("$0.90  3 x $0.3: metric series a month, by the hour");
    expect(out).toMatch(/with the account's free allowances, if nothing else uses them: \$\d\.\d\d of/);
    expect(out).toContain("the same as hourly processing jobs on ml.m5.xlarge, 1460 runs of 5.0 minutes: $27.99");
  });

  it("takes the traffic of the command line, for all monitors or one", async () => {
    const [few, many] = await Promise.all([costJson(), costJson("--objects-per-hour", "600")]);
    expect(many.fixedUsd).toBe(few.fixedUsd);
    expect(many.monitors[0]!.meteredUsd).toBeGreaterThan(5 * few.monitors[0]!.meteredUsd - 5);
    expect((await costJson("--monitor", "triage")).monitors.map(({ name }) => name)).toEqual(["triage"]);
  });

  it("warns of too many captures without failing", async () => {
    const { status, out } = await plumbline("cost", "--config", config, "--objects-per-hour", "20000");
    expect(status).toBe(0);
    expect(out.match(/^warning: (churn|triage) expects at most 10000 capture objects an hour/gm)).toHaveLength(2);
  });

  it("has in its numbers what docs/spend.md says that measuring costs", async () => {
    const monitor = "churn: { captures: { format: csv }, columns: { time: at }, reference: { live: 7d } }";
    const [without, withCap] = await Promise.all(
      ["", "hub: { spend: { monthlyUsd: 60 } }"].map(async (hub) => {
        const file = folder.write(`hub${hub.length}.yaml`, `${hub}\nmonitors: { ${monitor} }\n`);
        const { json } = await plumblineJson("cost", "--config", file);
        return json as { hub: { fixedUsd: number }; monitors: { fixedUsd: number }[] };
      }),
    );
    const hubUsd = (withCap!.hub.fixedUsd - without!.hub.fixedUsd).toFixed(2);
    const monitorUsd = (withCap!.monitors[0]!.fixedUsd - without!.monitors[0]!.fixedUsd).toFixed(2);
    expect(readFileSync("docs/spend.md", "utf8")).toContain(
      `Measuring costs about $${hubUsd} a month for the hub, $${monitorUsd} for each monitor`,
    );
  });

  it("refuses a cap that leaves no room for work, and shows why", async () => {
    const capped = folder.write(
      "capped.yaml",
      "hub: { spend: { monthlyUsd: 9 } }\nmonitors: { a: { reference: { live: 7d } } }",
    );
    const { status, out } = await plumbline("cost", "--config", capped);
    expect(status).toBe(2);
    expect(out).toMatch(/error: hub\.spend\.monthlyUsd expects at least 1\.5 x the fixed part, \$1\d\.\d\d, got 9/);
    const validated = await plumbline("validate", capped);
    expect([validated.status, validated.out]).toEqual([2, expect.stringContaining("expects at least 1.5 x")]);
  });

  it("says how a small cap is kept, and of a larger one nothing", async () => {
    const warningsAt = async (monthlyUsd: number): Promise<string[]> => {
      const text = `hub: { spend: { monthlyUsd: ${monthlyUsd} } }\nmonitors: { a: { reference: { live: 7d } } }`;
      const { status, out } = await plumbline("cost", "--config", folder.write("cap.yaml", text));
      expect(status).toBe(0);
      return out.split("\n").filter((line) => line.startsWith("warning: "));
    };
    expect(await warningsAt(20)).toEqual([expect.stringMatching(/so all work pauses \$\d+\.\d\d before the cap$/)]);
    expect(await warningsAt(300)).toEqual([]);
  });

  it("takes another region's prices from a file", async () => {
    const prices = folder.write("frankfurt.json", '{"region":"eu-central-1","asOf":"2026-11-01","factor":2}');
    const [here, there] = await Promise.all([costJson(), costJson("--prices", prices)]);
    expect(there.region).toBe("eu-central-1");
    expect(there.totalUsd).toBeCloseTo(2 * here.totalUsd, 8);
  });

  it.each([
    { why: "no configuration", argv: ["--config", "nowhere.yaml"], message: "nowhere.yaml expects a configuration" },
    { why: "a monitor that isn't there", argv: ["--config", config, "--monitor", "chrun"], message: "churn" },
    {
      why: "no number",
      argv: ["--config", config, "--records-per-day", "1e5x"],
      message: "--records-per-day expects a number of at least 0, got 1e5x",
    },
    {
      why: "a price file that is no JSON",
      argv: ["--config", config, "--prices", config],
      message: "--prices expects JSON",
    },
    {
      why: "a price file of another form",
      argv: ["--config", config, "--prices", folder.write("bad.json", '{"region":"eu-central-1"}')],
      message: "--prices expects region, asOf (a date), and factor or usd, got in",
    },
    {
      why: "a price that is unknown",
      argv: [
        ...["--config", config, "--prices"],
        folder.write("unknown.json", '{"region":"eu-central-1","asOf":"2026-11-01","usd":{"s3Put":1}}'),
      ],
      message: "price usd.s3Put expects one of lambdaGbSecond",
    },
  ])("ends with 2 on $why, and says it", async ({ argv, message }) => {
    const { status, err } = await plumbline("cost", ...argv);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
