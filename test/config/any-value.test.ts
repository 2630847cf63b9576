import { describe, expect, it } from "vitest";
import { ConfigError, configFromData } from "../../src/config/index.js";
import { documentedFields } from "../../src/config/documentation/field-list.js";
import { configSchema } from "../../src/config/schema/config.js";
import { monitorSchema } from "../../src/config/schema/monitor.js";

const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  0,
  1.5,
  1e300,
  NaN,
  "",
  " ",
  "x",
  [],
  [null],
  ["x", "x"],
  [[]],
  [{}],
  {},
  { x: 1 },
  { "": null },
];

/** A map with one value at the end of a dotted path; `a[]` is a list of one. */
function mapWith(path: string, value: unknown): unknown {
  return path.split(".").reduceRight<unknown>((inner, part) => {
    return part.endsWith("[]") ? { [part.slice(0, -2)]: [inner] } : { [part]: inner };
  }, value);
}

const hubPaths = documentedFields(configSchema)
  .map(({ path }) => path)
  .filter((path) => path.startsWith("hub."));
const monitorPaths = documentedFields(monitorSchema).map(({ path }) => path);

describe("any value in any field", () => {
  const monitor = { reference: { live: "3d" } };

  it.each([
    ...hubPaths.map((path) => ({
      path,
      wrap: (value: unknown) => ({ ...(mapWith(path, value) as object), monitors: { a: monitor } }),
    })),
    ...monitorPaths.map((path) => ({
      path,
      wrap: (value: unknown) => ({ monitors: { a: { ...monitor, ...(mapWith(path, value) as object) } } }),
    })),
  ])("is accepted, or refused in words of ours: $path", ({ wrap }) => {
    for (const value of VALUES) {
      try {
        configFromData(wrap(value), "data");
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        expect((error as ConfigError).message).not.toMatch(/Invalid|undefined|\[object/);
      }
    }
  });
});
