import { describe, expect, it } from "vitest";
import { parseAlarmRule } from "../../../../local/cloudwatch/alarms/alarm-rule.js";
import type { AlarmState } from "../../../../local/cloudwatch/alarms/missing-data.js";

const STATES: Readonly<Record<string, AlarmState>> = { on: "ALARM", off: "OK", silent: "INSUFFICIENT_DATA" };
const ARN = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:";

describe("the rule of a composite alarm", () => {
  it.each([
    { rule: 'ALARM("on")', is: true },
    { rule: "ALARM(off)", is: false },
    { rule: `ALARM("${ARN}on")`, is: true },
    { rule: `(ALARM("${ARN}off") OR INSUFFICIENT_DATA("${ARN}silent"))`, is: true },
    { rule: 'NOT OK("off")', is: false },
    { rule: 'ALARM("off") OR ALARM("on") AND ALARM("off")', is: false },
    { rule: '(ALARM("off") OR ALARM("on")) AND (NOT (ALARM("off")))', is: true },
    { rule: "TRUE AND NOT FALSE", is: true },
  ])("$rule is $is", ({ rule, is }) => {
    expect(parseAlarmRule(rule)((name) => STATES[name] ?? "INSUFFICIENT_DATA")).toBe(is);
  });

  it.each(['ALARM("on"', 'ALARM("on") ALARM("off")', "AND", 'SOMETHING("on")', ""])("refuses %j", (rule) => {
    expect(() => parseAlarmRule(rule)).toThrow(/alarm rule ".*" expects/);
  });
});
