// Writes plumbline.schema.json and the generated parts of docs/configuration.md from the schema of the dialect.
import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { withGeneratedSections } from "../src/config/documentation/generated-sections.ts";
import { configJsonSchema } from "../src/config/documentation/json-schema.ts";

const at = (path) => new URL(`../${path}`, import.meta.url);
const read = (path) => readFileSync(at(path), "utf8");

async function write(path, text) {
  const options = await resolveConfig(at(path));
  writeFileSync(at(path), await format(text, { ...options, filepath: path }));
}

await write("plumbline.schema.json", JSON.stringify(configJsonSchema()));
const markdown = read("docs/configuration.md");
await write("docs/configuration.md", withGeneratedSections(markdown, read("test/config/fixtures/three-monitors.yaml")));
