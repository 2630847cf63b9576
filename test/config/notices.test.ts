import { describe, expect, it } from "vitest";
import { notSupportedYet, parseConfig, thingsToCheck } from "../../src/config/index.js";
import { threeMonitors } from "./three-monitors.js";

const live = "reference: { live: 3d }";

describe("fields without effect yet", () => {
  it("are named where they are written, and nowhere else", () => {
    const config = parseConfig(`monitors: { a: { ${live}, segments: [state] }, b: { ${live} } }`, "p.yaml");
    expect(notSupportedYet(config)).toEqual([
      {
        kind: "not-supported-yet",
        path: "monitors.a.segments",
        message: "not supported yet: segments",
      },
    ]);
  });

  it("are found under defaults too", () => {
    const config = parseConfig(`defaults: { segments: [state] }\nmonitors: { a: { ${live} } }`, "p.yaml");
    expect(notSupportedYet(config).map(({ path }) => path)).toEqual(["monitors.a.segments"]);
  });

  it("are known for the example of the documentation", () => {
    const paths = notSupportedYet(threeMonitors()).map(({ path }) => path);
    expect(paths).toContain("monitors.churn.segments");
    expect(paths).not.toContain("monitors.churn.labels");
    expect(paths).not.toContain("monitors.demand.captures.replaces");
  });
});

describe("things to check", () => {
  it("name a monitor that tells nobody", () => {
    const config = parseConfig(`monitors: { a: { ${live}, model: { task: none } } }`, "p.yaml");
    expect(thingsToCheck(config).map(({ path }) => path)).toEqual(["monitors.a.notify.page"]);
  });

  it.each([
    { why: "a topic for each severity that pages is enough", page: "high", topics: ["high", "critical"], notices: 0 },
    { why: "medium incidents would reach nobody", page: "medium", topics: ["high", "critical"], notices: 1 },
  ])("count existing topics as somebody: $why", ({ page, topics, notices }) => {
    const arns = topics.map((severity) => `${severity}: "arn:aws:sns:eu-central-1:123456789012:${severity}"`);
    const config = parseConfig(
      `hub: { alerts: { topics: { ${arns.join(", ")} } } }\nmonitors: { a: { ${live}, model: { task: none }, alarms: { page: ${page} } } }`,
      "p.yaml",
    );
    expect(thingsToCheck(config)).toHaveLength(notices);
  });

  it("name the command that says what the owner of another account's bucket has to allow", () => {
    const captures = 'captures: { bucket: acme, existing: true, account: "111122223333" }';
    const text = `monitors: { a: { ${live}, model: { task: none }, notify: { page: [a@b.co] }, ${captures} } }`;
    expect(thingsToCheck(parseConfig(text, "p.yaml"))).toEqual([
      {
        kind: "check",
        path: "monitors.a.captures.account",
        message:
          "the bucket's owner has to allow this account: npx plumbline bucket-policy --monitor a --account ID --region NAME " +
          "prints how, with this account and region",
      },
    ]);
  });

  it("name monitors that read the same captures", () => {
    const monitor = (prefix: string) =>
      `{ ${live}, model: { task: none }, notify: { page: [a@b.co] }, captures: { bucket: acme, prefix: ${prefix} } }`;
    const config = parseConfig(
      `monitors: { a: ${monitor("x/")}, b: ${monitor("x/y/")}, c: ${monitor("z/")} }`,
      "p.yaml",
    );
    expect(thingsToCheck(config)).toEqual([
      {
        kind: "check",
        path: "monitors.b.captures.prefix",
        message:
          "reads captures that monitors.a reads too, and each of them is paid for twice; if that is not meant, " +
          "give each monitor a prefix of its own",
      },
    ]);
  });
});
