import { describe, expect, it } from "vitest";
import { pageAddress } from "../../../../local/page/dashboard/console-links.js";

const CONSOLE = "https://eu-west-1.console.aws.amazon.com";

describe("a dashboard's links", () => {
  it.each([
    {
      why: "a dashboard of the console is shown here",
      address: `${CONSOLE}/cloudwatch/home?region=eu-west-1#dashboards/dashboard/plumbline-hub`,
      expected: "/?dashboard=plumbline-hub#dashboard",
    },
    {
      why: "reports in a bucket are shown here",
      address: `${CONSOLE}/s3/buckets/store?region=eu-west-1&prefix=reports/employment/`,
      expected: "/reports",
    },
    { why: "other pages of the console lead nowhere", address: `${CONSOLE}/s3/buckets/store?prefix=rejects/` },
    { why: "the web stays the web", address: "https://wiki.example/x?y=1", expected: "https://wiki.example/x?y=1" },
    { why: "places of the page stay", address: "#mail", expected: "#mail" },
    { why: "scripts lead nowhere", address: "javascript:alert(1)" },
    {
      why: "a host that only looks like the console is the web's",
      address: "https://console.aws.amazon.com.evil.example/",
      expected: "https://console.aws.amazon.com.evil.example/",
    },
  ])("$why", ({ address, expected }) => {
    expect(pageAddress(address)).toBe(expected);
  });
});
