import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Incident, IncidentFinding } from "../../../../src/contracts/verdict.js";
import { callLink } from "../../../../src/core/report/widget/action.js";
import { widgetFrame } from "../../../../src/core/report/widget/frame.js";
import { heatTableHtml } from "../../../../src/core/report/widget/heat-table.js";
import { incidentList } from "../../../../src/core/report/widget/incident-list.js";
import { levelChart } from "../../../../src/core/report/widget/level-chart.js";

const HOSTILE = `</cwdb-action><script>alert(1)</script>"onmouseover='x' & <b>`;

const finding = (feature: string): IncidentFinding => ({
  feature,
  role: "feature",
  check: "shift",
  lens: "hour",
  state: "drifting",
  value: 5,
  limit: 4,
  ratio: 1.25,
  severity: "high",
  effect: 0.3,
  impact: 0.3,
  rows: 100,
  change: { what: "median", unit: "value", normal: 46, now: 49 },
  onsetHour: 10,
});

const incident = (feature: string, more: Partial<Incident> = {}): Incident => ({
  id: "abc123",
  monitor: "churn",
  status: "open",
  severity: "high",
  openedHour: 10,
  closedHour: null,
  lastDriftingHour: 12,
  findings: [finding(feature)],
  ...more,
});

const link = (feature: string): string =>
  callLink({ label: feature, endpoint: "arn", payload: { feature }, display: "popup", look: "link" });

/** Elements by name, and attribute names, of markup that a browser would read. */
function tagsIn(html: string): { readonly names: readonly string[]; readonly attributes: readonly string[] } {
  const tags = [...html.matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?>/gi)];
  return {
    names: tags.map(([, name]) => name!.toLowerCase()),
    attributes: tags.flatMap(([, , all]) =>
      [...all!.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map(([, name]) => name!.toLowerCase()),
    ),
  };
}

describe("names from data in a widget", () => {
  it("become text, never markup", () => {
    const heat = heatTableHtml(
      { columns: [{ from: 0, to: 1 }], rows: [{ feature: HOSTILE, cells: [2] }], hidden: 0 },
      link,
    );
    const list = incidentList([{ incident: incident(HOSTILE), said: [HOSTILE] }], "arn", link);
    const chart = levelChart({
      title: HOSTILE,
      points: [{ hour: 1, value: 2 }],
      from: 0,
      to: 4,
      windowHours: 1,
      normal: 1,
      usual: null,
      format: () => HOSTILE,
    });
    for (const html of [heat, list, chart]) {
      const { names, attributes } = tagsIn(html);
      expect(names).not.toContain("script");
      expect(names).not.toContain("b");
      expect(attributes.filter((name) => name.startsWith("on"))).toEqual([]);
      expect(html.split("<cwdb-action").length).toBe(html.split("</cwdb-action>").length);
      expect(html).toContain("&lt;script&gt;");
    }
  });

  it("come back from a link's payload as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (feature) => {
        const html = link(feature);
        const payload = />([^<>]*)<\/cwdb-action>$/.exec(html)![1]!;
        expect(payload).not.toMatch(/[<>&]/);
        expect(JSON.parse(payload)).toEqual({ feature });
      }),
    );
  });
});

describe("a widget's markup", () => {
  it("has no script, frame, use or handler, and loads nothing", () => {
    const all = widgetFrame(
      "auto",
      incidentList([{ incident: incident("age"), said: ["ana muted age until tomorrow: known"] }], "arn", link),
    );
    const { names, attributes } = tagsIn(all);
    expect(
      names.filter((name) => ["script", "iframe", "use", "img", "link", "object", "embed"].includes(name)),
    ).toEqual([]);
    expect(attributes.filter((name) => name.startsWith("on") || ["src", "href", "xlink:href"].includes(name))).toEqual(
      [],
    );
    expect(all).not.toMatch(/url\(|@import|javascript:/);
  });

  it.each(["light", "dark", "auto"] as const)("takes the theme %s", (theme) => {
    expect(widgetFrame(theme)).toContain(`<div class="plumbline ${theme} cwdb-no-default-styles">`);
  });
});

describe("the list of incidents", () => {
  it("says what changed, since when, what was answered, and offers answers", () => {
    const html = incidentList([{ incident: incident("age"), said: ["ana muted age: known"] }], "arn:own", link);
    expect(html).toContain("Open: age (high)");
    expect(html).toContain("age: median 46 -&gt; 49, since 1970-01-01 10:00 UTC");
    expect(html).toContain("ana muted age: known");
    expect(html).toContain('name="reason-abc123"');
    const calls = [
      ...html.matchAll(/<cwdb-action action="call" display="widget" endpoint="arn:own" confirmation="[^"]+">([^<]*)</g),
    ];
    expect(calls.map(([, payload]) => JSON.parse(payload!) as unknown)).toEqual([
      { answer: "ack", incident: "abc123", hours: 8 },
      { answer: "mute", incident: "abc123", hours: 24 },
      { answer: "mute", incident: "abc123", hours: 168 },
      { answer: "accept", incident: "abc123" },
    ]);
  });

  it("offers no acceptance of the model's quality, and no answer to what is over", () => {
    const quality = incident("accuracy", { findings: [{ ...finding("accuracy"), role: "quality" }] });
    expect(incidentList([{ incident: quality, said: [] }], "arn", link)).not.toContain("new normal");
    const over = incident("age", { status: "closed", closedHour: 14, closedBy: "accepted" });
    const html = incidentList([{ incident: over, said: [] }], "arn", link);
    expect(html).toContain("1970-01-01 10:00 UTC to 1970-01-01 14:00 UTC, 4 h, accepted");
    expect(html).not.toContain("<form");
  });
});
