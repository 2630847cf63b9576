import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evaluationRange,
  stateOf,
  type AlarmState,
  type Datapoint,
  type MissingDataTreatment,
} from "../../../../local/cloudwatch/alarms/missing-data.js";

const DATAPOINTS: Readonly<Record<string, Datapoint>> = { "0": "ok", X: "breaching", "-": "missing" };
const TREATMENTS: readonly MissingDataTreatment[] = ["missing", "ignore", "breaching", "notBreaching"];

function datapoints(text: string): readonly Datapoint[] {
  return text.split(" ").map((sign) => DATAPOINTS[sign]!);
}

/** Answers of the four treatments in AWS's order of columns; "retain" where the state before is kept. */
function answers(range: string, evaluationPeriods: number, datapointsToAlarm: number): readonly string[] {
  return TREATMENTS.map((treatMissingData) => {
    const rule = { evaluationPeriods, datapointsToAlarm, treatMissingData };
    const after = (current: AlarmState): AlarmState => stateOf(datapoints(range), rule, current);
    const states = [after("OK"), after("ALARM"), after("INSUFFICIENT_DATA")] as const;
    return states.join() === "OK,ALARM,INSUFFICIENT_DATA" ? "retain" : new Set(states).size === 1 ? states[0] : "?";
  });
}

/**
 * AWS, "Configuring how CloudWatch alarms treat missing data": both tables as printed, plus the rows for `- - - - X`
 * that an earlier edition of the page printed and the present one describes in words.
 */
const NO_DATA = "INSUFFICIENT_DATA";
const TABLE = [
  { n: 3, m: 3, range: "0 - X - X", states: ["OK", "OK", "OK", "OK"] },
  { n: 3, m: 3, range: "0 - - - -", states: ["OK", "OK", "OK", "OK"] },
  { n: 3, m: 3, range: "- - - - -", states: [NO_DATA, "retain", "ALARM", "OK"] },
  { n: 3, m: 3, range: "0 X X - X", states: ["ALARM", "ALARM", "ALARM", "ALARM"] },
  { n: 3, m: 3, range: "- - X - -", states: ["ALARM", "retain", "ALARM", "OK"] },
  { n: 3, m: 3, range: "X - - - -", states: ["ALARM", "retain", "ALARM", "OK"] },
  { n: 3, m: 3, range: "- - - - X", states: [NO_DATA, "retain", "ALARM", "OK"] },
  { n: 3, m: 3, range: "- - - X -", states: [NO_DATA, "retain", "ALARM", "OK"] },
  { n: 3, m: 2, range: "0 - X - X", states: ["ALARM", "ALARM", "ALARM", "ALARM"] },
  { n: 3, m: 2, range: "0 0 X 0 X", states: ["ALARM", "ALARM", "ALARM", "ALARM"] },
  { n: 3, m: 2, range: "0 - X - -", states: ["OK", "OK", "ALARM", "OK"] },
  { n: 3, m: 2, range: "- - - - 0", states: ["OK", "OK", "ALARM", "OK"] },
  { n: 3, m: 2, range: "- - - X -", states: ["ALARM", "retain", "ALARM", "OK"] },
  { n: 3, m: 2, range: "- - - - X", states: [NO_DATA, "retain", "ALARM", "OK"] },
];

describe("an alarm with missing data", () => {
  it.each(TABLE)("decides $m of $n on $range as AWS documents it", ({ n, m, range, states }) => {
    expect(answers(range, n, m)).toEqual(states);
  });

  it("of one period alarms at once on a breaching datapoint, and keeps it while the range shows it", () => {
    expect(answers("- - X", 1, 1)).toEqual(["ALARM", "ALARM", "ALARM", "ALARM"]);
    expect(answers("X - -", 1, 1)).toEqual(["ALARM", "ALARM", "ALARM", "ALARM"]);
    expect(answers("X - 0", 1, 1)).toEqual(["OK", "OK", "OK", "OK"]);
  });

  it("looks at five periods for an alarm of three, as in AWS's examples", () => {
    expect(evaluationRange(3)).toBe(5);
  });

  const anyRule = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.record({
      evaluationPeriods: fc.constant(n),
      datapointsToAlarm: fc.integer({ min: 1, max: n }),
      treatMissingData: fc.constantFrom(...TREATMENTS),
      range: fc.array(fc.constantFrom<Datapoint>("ok", "breaching", "missing"), {
        minLength: evaluationRange(n),
        maxLength: evaluationRange(n),
      }),
      current: fc.constantFrom<AlarmState>("OK", "ALARM", "INSUFFICIENT_DATA"),
    }),
  );

  it("gives the same state when evaluated again on the same data", () => {
    fc.assert(
      fc.property(anyRule, ({ range, current, ...rule }) => {
        const state = stateOf(range, rule, current);
        expect(stateOf(range, rule, state)).toBe(state);
      }),
    );
  });

  it("without missing data counts the newest N only, whatever the treatment", () => {
    fc.assert(
      fc.property(anyRule, ({ range, current, ...rule }) => {
        const full = range.map((point) => (point === "missing" ? "ok" : point));
        const breaching = full.slice(-rule.evaluationPeriods).filter((point) => point === "breaching").length;
        expect(stateOf(full, rule, current)).toBe(breaching >= rule.datapointsToAlarm ? "ALARM" : "OK");
      }),
    );
  });
});
