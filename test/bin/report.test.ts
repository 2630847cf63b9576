import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { plumbline, plumblineJson, TestFolder } from "./command-line.js";

const folder = new TestFolder();
afterAll(() => {
  folder.remove();
});

/** Rows by rule: x runs evenly through 0..99.9 plus `shift`; the score is right more often than not, truth `y`. */
function table(rows: number, { shift = 0, wrong = 10, labelled = true, names = ["id", "x", "score", "y"] }): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = ((i * 377) % 1_000) / 10 + shift;
    const score = ((i * 613) % 1_000) / 1_000;
    const y = Number(score >= 0.5 !== (i % wrong === 0));
    return [`id-${i}`, x, score, ...(labelled ? [y] : [])].join(",");
  });
  return [names.slice(0, labelled ? 4 : 3).join(","), ...lines, ""].join("\n");
}

const labelsOf = (rows: number, wrong: number): string =>
  table(rows, { wrong })
    .split("\n")
    .map((line) => line.split(","))
    .filter((cells) => cells.length === 4)
    .map(([id, , , y]) => `${id},${y}`)
    .join("\n");

const reference = folder.write("reference.csv", table(2_000, {}));
const same = folder.write("same.csv", table(1_000, { wrong: 5 }));
const moved = folder.write("moved.csv", table(1_000, { shift: 30, labelled: false }));
const tiny = folder.write("tiny.csv", table(8, {}));

interface Summary {
  readonly report: string;
  readonly sizeBytes: number;
  readonly drift: boolean;
  readonly drifting: readonly { readonly name: string }[];
  readonly quality: {
    readonly task: string;
    readonly labelled: number;
    readonly metrics: Record<string, number>;
  } | null;
}

let pages = 0;
async function report(current: string, ...options: string[]) {
  const out = folder.at(`report-${pages++}.html`);
  const argv = ["report", "--reference", reference, "--current", current, "--out", out, ...options];
  const { status, json } = await plumblineJson(...argv);
  return {
    status,
    summary: json as unknown as Summary,
    html: status < 2 || json["report"] ? readFileSync(out, "utf8") : "",
  };
}

describe("plumbline report", () => {
  it("ends with 1 on drift, names the most drifted column first, and says where the page is", async () => {
    const { status, summary, html } = await report(moved);
    expect(status).toBe(1);
    expect(summary.drifting.map(({ name }) => name)).toEqual(["x"]);
    expect(summary.sizeBytes).toBe(Buffer.byteLength(html));
    expect(summary.quality).toBeNull();
    expect(html).toContain("Drift found");
    expect(html).toMatch(/Most of all: x, /);
    expect(html).toContain("moved.csv against reference.csv");
    expect(html).toContain("<td>only in reference</td>");
  });

  it("ends with 0 where nothing drifted, and with 2 where nothing could be judged; both leave a page", async () => {
    const quiet = await report(same, "--ignore", "y");
    expect(quiet.status).toBe(0);
    expect(quiet.html).toContain("As in the reference");
    const few = await report(tiny);
    expect(few.status).toBe(2);
    expect(few.html).toContain("Too little data to judge");
  });

  it("is one page that runs and loads nothing", async () => {
    const { html } = await report(moved);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(script|link|img|iframe)|https?:|url\(/);
  });

  it("prints for people what drifts and where the page is", async () => {
    const out = folder.at("people.html");
    const { out: text } = await plumbline("report", "--reference", reference, "--current", moved, "--out", out);
    expect(text).toMatch(/^1 of 2 judged columns drift: x\nreport written to .*people\.html \(\d+ kB\)\n$/);
  });
});

describe("quality in the report", () => {
  it("of labels beside predictions needs no id, and stands beside the reference's", async () => {
    const { status, summary, html } = await report(same, "--label", "y", "--score", "score");
    expect(status).toBe(0);
    // Every fifth of 1,000 labels is turned round; of the reference every tenth.
    expect(summary.quality).toMatchObject({ task: "binary", labelled: 1_000 });
    expect(summary.quality!.metrics["accuracy"]).toBe(0.8);
    expect(html).toContain("1,000 labelled predictions, beside 2,000 of the reference.");
    expect(html).toMatch(/<th scope="row">accuracy<\/th><td class="number">80 %.*?<\/td><td class="number">90 %<\/td>/);
    expect(html.match(/<svg class="chart unit"/g)).toHaveLength(3);
  });

  it("is what plumbline quality says of the same rows", async () => {
    const labels = folder.write("truth.csv", `id,y\n${labelsOf(1_000, 5)}\n`);
    const { json } = await plumblineJson(
      "quality",
      "--predictions",
      same,
      "--labels",
      labels,
      "--id",
      "id",
      "--score",
      "score",
    );
    const measured = json["metrics"] as { readonly name: string; readonly value: number | null }[];
    const { summary } = await report(same, "--labels", labels, "--id", "id", "--score", "score", "--ignore", "y");
    const known = measured.filter(({ value }) => value !== null).map(({ name, value }) => [name, value]);
    expect(Object.entries(summary.quality!.metrics)).toEqual(known);
    expect(known.length).toBeGreaterThan(15);
  });

  it("of a regression shows the sizes of errors, of several classes what is taken for what", async () => {
    const numbers = (off: number): string =>
      [
        "x,yhat,units",
        ...Array.from({ length: 500 }, (_, i) => `${i % 100},${i % 100},${(i % 100) + ((i * 7) % off)}`),
      ].join("\n");
    const regression = folder.write("regression.csv", numbers(9));
    const first = await report(
      regression,
      "--reference",
      regression,
      "--label",
      "units",
      "--prediction",
      "yhat",
      "--task",
      "regression",
    );
    expect(first.html).toContain("Size of errors");
    const kinds = ["billing", "sales", "tech"];
    const classes = [
      "x,class,truth",
      ...Array.from({ length: 500 }, (_, i) => `${i % 100},${kinds[i % 3]},${kinds[(i + (i % 7 === 0 ? 1 : 0)) % 3]}`),
    ];
    const triage = folder.write("triage.csv", classes.join("\n"));
    const second = await report(triage, "--reference", triage, "--label", "truth", "--prediction", "class");
    expect(second.summary.quality!.task).toBe("multiclass");
    expect(second.html).toContain('<table class="confusion">');
  });
});

describe("a report that can't be made", () => {
  it.each([
    { why: "an --out that is an input", argv: ["--out", same], says: /same\.csv/ },
    {
      why: "an --out in no folder",
      argv: ["--out", folder.at("no/such/r.html")],
      says: /--out expects a file that can be written/,
    },
    {
      why: "a label that is no column",
      argv: ["--out", folder.at("a.html"), "--label", "yy"],
      says: /yy.*did you mean y\?/,
    },
    {
      why: "a column that is on neither side",
      argv: ["--out", folder.at("b.html"), "--column", "xx"],
      says: /xx is on neither side/,
    },
    { why: "no --out", argv: [], says: /--out/ },
  ])("for $why ends with 2 and says what to give", async ({ argv, says }) => {
    const { status, err } = await plumbline("report", "--reference", reference, "--current", same, ...argv);
    expect(status).toBe(2);
    expect(err).toMatch(says);
  });
});

describe("whatever files hold", () => {
  const hostile = `<script>alert(1)</script>"'><img src=x>`;
  const wide = (rows: number, by: number): string => {
    const names = Array.from(
      { length: 100 },
      (_, c) => `a column with a rather long name ${c} ${hostile.replaceAll('"', "")}`,
    );
    const lines = Array.from({ length: rows }, (_, i) =>
      names.map((_, c) => `v${(i * (c + by)) % 30}${hostile.replaceAll('"', "")}`).join(","),
    );
    return [names.join(","), ...lines].join("\n");
  };

  it("a page of a hundred columns of 30 categories stays below 1 MB and holds no mark but its own", async () => {
    const [a, b] = [folder.write("wide-a.csv", wide(600, 7)), folder.write("wide-b.csv", wide(600, 11))];
    const out = folder.at("wide.html");
    await plumbline("report", "--reference", a, "--current", b, "--out", out);
    const html = readFileSync(out, "utf8");
    expect(html.match(/<figure>/g)).toHaveLength(100);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    expect(html).not.toMatch(/<script|<img/);
  });
});
