import { describe, expect, it } from "vitest";
import { incidentReport } from "../../../../src/core/report/incident/incident-report.js";
import { evidence, finding, incident, ONSET, report } from "./sample-incident.js";

/** What a reader sees, without marks. */
const textOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");

const HOSTILE = `<script>alert("x")</script>'"><img src=x onerror=alert(1)>`;

describe("the report on an incident", () => {
  it("says first what changed in its own units, since when, how large, how sure and how it stands", () => {
    const text = textOf(incidentReport(report()));
    const first = text.slice(0, text.indexOf("What changed"));
    expect(first).toContain("Open, high");
    expect(first).toContain("age: median 46 -> 49");
    expect(first).toContain("Began 2026-02-21 13:00 UTC");
    expect(first).toContain("0.42 standard deviations of the reference");
    expect(first).toContain("2,786 records of the last 24 hours");
    expect(first).toContain(
      "stay within 0.05 standard deviations 19 times of 20; this is 0.42. PSI 0.21; chance alone gives 0.004.",
    );
    expect(first).toContain("for 24 h, opened 2026-02-21 16:00 UTC");
  });

  it("goes on with what to do, what it looks like, what else moved, quality, the timeline, the model and how it was judged", () => {
    const html = incidentReport(report());
    const headings = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
    expect(headings).toEqual([
      "What changed",
      "What to do",
      "What it looks like",
      "What else moved",
      "What it does to the model's quality",
      "What happened when",
      "The model",
      "How this was judged",
    ]);
    expect(html).toContain('<svg class="chart trend"');
    expect(html).toContain("began 02-21 13:00 UTC");
  });

  it("tells how far from the onset each thing happened, oldest first", () => {
    const html = incidentReport(report());
    const events = [...html.matchAll(/<li class="(\w+)">.*?<\/time><span>(.*?)<\/span><\/li>/g)];
    expect(events.map(([, kind]) => kind)).toEqual(["pipeline", "onset", "transition", "answer"]);
    expect(events[0]![2]).toBe("pipeline retrain: succeeded<small>3 h before the change began</small>");
    expect(events[2]![2]).toBe("incident opened (high)<small>4 h after it began</small>");
  });

  it("shows what else came near its limit, as a share of it", () => {
    expect(textOf(incidentReport(report()))).toMatch(/income median 46 -> 49 shift, day 71 %/);
  });

  it("says that the effect on quality isn't known where no labels are configured, and both sides where they are", () => {
    expect(textOf(incidentReport(report()))).toContain("no labels are configured for this monitor");
    const around = (value: number, labelled: number) => ({
      realised: labelled > 0 ? { value, low: value - 0.01, high: value + 0.01 } : null,
      estimated: { value: value + 0.005, low: value - 0.01, high: value + 0.02 },
      predictions: 1_000,
      labelled,
    });
    const metric = { name: "accuracy", title: "accuracy" };
    const known = { metric, level: 0.86, before: around(0.86, 900), since: around(0.8, 300), days: [] };
    expect(textOf(incidentReport(report({ quality: known })))).toContain("By labels, accuracy went from 86 % to 80 %.");
    const late = { ...known, since: around(0.853, 0) };
    expect(textOf(incidentReport(report({ quality: late })))).toContain(
      "Estimated, accuracy went from 86.5 % to 85.8 %; their intervals overlap, so this may be chance.",
    );
  });

  it.each([
    {
      why: "closed by itself",
      more: { status: "closed", closedHour: ONSET + 44 } as const,
      state: "Closed, high",
      words: "Nothing now: its checks are as they used to be.",
    },
    {
      why: "accepted",
      more: { status: "closed", closedHour: ONSET + 44, closedBy: "accepted" } as const,
      state: "Accepted, high",
      words: "the change has been taken for the new normal",
    },
    {
      why: "persistent",
      more: { status: "persistent" } as const,
      state: "Persistent, high",
      words: "Decide once: retrain on recent data",
    },
  ])(
    "an incident that is $why says so, and offers answers only while they mean something",
    ({ more, state, words }) => {
      const text = textOf(incidentReport(report({ incident: incident(more) })));
      expect(text).toContain(state);
      expect(text).toContain(words);
      expect(text.includes("plumbline ack")).toBe(more.status !== "closed");
    },
  );

  it("is told as what it is where labels found it", () => {
    const found = [finding({ feature: "accuracy", role: "quality", check: "concept", change: null })];
    const text = textOf(incidentReport(report({ incident: incident({ findings: found }), evidence: [] })));
    expect(text).toContain("Concept drift in accuracy");
    expect(text).toContain("1 metric");
    expect(text).not.toContain("What else moved");
  });

  it("runs and loads nothing, whatever names and texts hold", () => {
    const hostile = finding({
      feature: HOSTILE,
      check: HOSTILE,
      change: { what: `share of "${HOSTILE}"`, unit: "share", normal: 0.1, now: 0.2 },
    });
    const html = incidentReport(
      report({
        incident: incident({ monitor: HOSTILE, findings: [hostile] }),
        evidence: [{ ...evidence(hostile), nowWhen: HOSTILE }],
        alsoMoved: [hostile],
        timeline: [{ atMs: 0, kind: "answer", what: HOSTILE }],
        answers: [{ meaning: HOSTILE, command: HOSTILE }],
        model: {
          owner: HOSTILE,
          description: HOSTILE,
          tags: { [HOSTILE]: HOSTILE },
          card: { [HOSTILE]: [HOSTILE, { [HOSTILE]: HOSTILE }] },
        },
        provenance: [[HOSTILE, HOSTILE]],
      }),
    );
    expect(html).not.toMatch(/<script|<img|<link|<iframe|src=x onerror=alert\(1\)>'|url\(/);
    // No mark but the page's own: what stands between < and > is a known element.
    const elements = new Set([...html.matchAll(/<([a-z0-9]+)/gi)].map(([, name]) => name));
    expect([...elements].filter((name) => !KNOWN_ELEMENTS.has(name!))).toEqual([]);
  });

  it("stays below 1 MB with a hundred features", () => {
    const findings = Array.from({ length: 100 }, (_, i) =>
      finding({ feature: `a feature with a rather long name ${i}` }),
    );
    const html = incidentReport(report({ incident: incident({ findings }) }));
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    expect(html).toContain("80 more features changed less");
  });
});

const KNOWN_ELEMENTS = new Set(
  (
    "html head meta title style body main header section article figure figcaption p h1 h2 h3 dl dt dd ul ol li table thead tbody tr th td " +
    "span small strong div svg g path rect line circle text a code pre time doctype br"
  ).split(" "),
);
