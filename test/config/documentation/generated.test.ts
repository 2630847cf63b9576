import { readFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { describe, expect, it } from "vitest";
import { documentedFields } from "../../../src/config/documentation/field-list.js";
import { documentedGroups, withGeneratedSections } from "../../../src/config/documentation/generated-sections.js";
import { configJsonSchema } from "../../../src/config/documentation/json-schema.js";
import { configSchema } from "../../../src/config/schema/config.js";
import { threeMonitorsYaml } from "../three-monitors.js";

const root = new URL("../../../", import.meta.url);
const committed = (path: string) => readFileSync(new URL(path, root), "utf8");
const formatted = async (path: string, text: string) =>
  format(text, { ...(await resolveConfig(new URL(path, root))), filepath: path });

describe("committed files equal the generated ones (renew them with `npm run docs:config`)", () => {
  it("plumbline.schema.json", async () => {
    const generated = await formatted("plumbline.schema.json", JSON.stringify(configJsonSchema()));
    expect(committed("plumbline.schema.json")).toBe(generated);
  });

  it("docs/configuration.md", async () => {
    const markdown = committed("docs/configuration.md");
    const generated = await formatted("docs/configuration.md", withGeneratedSections(markdown, threeMonitorsYaml));
    expect(markdown).toBe(generated);
  });
});

describe("documentation", () => {
  it("has a table for every group", () => {
    const markdown = committed("docs/configuration.md");
    for (const group of documentedGroups()) expect(markdown).toContain(`<!-- generated: ${group} -->`);
  });

  it("describes every field", () => {
    const bare = documentedFields(configSchema).filter(({ description }) => description === "");
    expect(bare).toEqual([]);
  });

  it("refuses a section that it does not know", () => {
    expect(() => withGeneratedSections("<!-- generated: nothing -->\n<!-- end -->", "")).toThrow("got nothing");
  });
});

describe("the JSON Schema", () => {
  const schema = configJsonSchema() as {
    properties: { monitors: { additionalProperties: { required: string[]; properties: Record<string, unknown> } } };
  };

  it("asks for a reference and leaves fields with defaults optional", () => {
    expect(schema.properties.monitors.additionalProperties.required).toEqual(["reference"]);
  });

  it("carries defaults, units and descriptions", () => {
    expect(schema.properties.monitors.additionalProperties.properties["window"]).toMatchObject({
      additionalProperties: false,
      properties: {
        settleMinutes: {
          default: 30,
          minimum: 0,
          maximum: 360,
          description: expect.stringMatching(/Unit: minutes\.$/) as unknown,
        },
      },
    });
  });

  it("holds no words of our own that validators don't know", () => {
    // Ours are texts; a field of that name, such as columns.latency.unit, is a schema.
    expect(JSON.stringify(schema)).not.toMatch(/"(unit|fallback)":"/);
  });
});
