import { expect, it } from "vitest";
import { isWithin } from "../../../bin/deploy/caret-range.js";

it.each([
  { version: "2.1148.1", within: true, why: "the lowest of the range" },
  { version: "2.1148.2", within: true, why: "a later patch" },
  { version: "2.2000.0", within: true, why: "a later minor version, whose patch number is lower" },
  { version: "2.1148.0", within: false, why: "an earlier patch" },
  { version: "2.99.9", within: false, why: "an earlier minor version, compared as a number" },
  { version: "3.0.0", within: false, why: "the next major version" },
  { version: "1.2000.0", within: false, why: "the major version before" },
])("$version is within ^2.1148.1: $within, $why", ({ version, within }) => {
  expect(isWithin(version, "^2.1148.1")).toBe(within);
});
