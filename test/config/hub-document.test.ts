import { expect, it } from "vitest";
import { HUB_DOCUMENT, parseHubDocument, serialiseHubDocument } from "../../src/config/index.js";
import { threeMonitors } from "./three-monitors.js";

it("a hub's functions read the same configuration that the app was made from", () => {
  const config = threeMonitors();
  expect(parseHubDocument(serialiseHubDocument(config))).toEqual(config);
});

it.each([
  { why: "a text that is no JSON", text: "hub:", says: HUB_DOCUMENT },
  { why: "a configuration without monitors", text: "{}", says: "monitors" },
])("$why is refused", ({ text, says }) => {
  expect(() => parseHubDocument(text)).toThrow(says);
});
