import { describe, expect, it } from "vitest";
import type { CloudEvent } from "../../../local/events/event.js";
import { targetInput } from "../../../local/events/input.js";

const event: CloudEvent = {
  version: "0",
  id: "1",
  "detail-type": "Object Created",
  source: "aws.s3",
  account: "000000000000",
  time: "2026-01-05T00:00:00Z",
  region: "us-east-1",
  resources: [],
  detail: { key: 'a "quoted" key', size: 42, list: [1, 2] },
};
const of = (rule: object): string => targetInput(rule, event, "arn:rule", "rule");

describe("what a rule hands to its target", () => {
  it("is the event, unless the rule says otherwise", () => {
    expect(JSON.parse(of({}))).toEqual(event);
  });

  it("can be a constant or a part", () => {
    expect(of({ Input: '{"a":1}' })).toBe('{"a":1}');
    expect(of({ InputPath: "$.detail.list" })).toBe("[1,2]");
  });

  it("can be a template: text inside strings, JSON elsewhere", () => {
    const InputPathsMap = { key: "$.detail.key", size: "$.detail.size", list: "$.detail.list", none: "$.detail.none" };
    const InputTemplate =
      '{"text":"<key> of <size>","key":<key>,"list":<list>,"none":<none>,"rule":"<aws.events.rule-arn>"}';
    expect(JSON.parse(of({ InputTransformer: { InputPathsMap, InputTemplate } }))).toEqual({
      text: 'a "quoted" key of 42',
      key: 'a "quoted" key',
      list: [1, 2],
      none: null,
      rule: "arn:rule",
    });
  });

  it("refuses other JSON paths by name", () => {
    expect(() => of({ InputPath: "$.detail.list[0]" })).toThrow("$.detail.list[0]");
  });
});
