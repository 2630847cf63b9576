import { PlumblineError } from "../../../contracts/errors.js";
import { field, isArray, isObject, type JsonValue } from "./json-value.js";

/** One step of a path: a key, an array position, or all elements. */
type Step = { readonly key: string } | { readonly index: number } | "all";

/** A compiled JSON path of the kind `$.a.b[0]['c d'][*]`. */
export interface JsonPath {
  readonly text: string;
  readonly steps: readonly Step[];
  /** True when it holds `[*]`, so that it can name several values. */
  readonly many: boolean;
}

const STEP = /\.([^.[\]'"*]+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]|(\[\*\]|\.\*)/y;

/** @throws PlumblineError `INVALID_JSON_PATH` */
export function compilePath(text: string): JsonPath {
  const steps: Step[] = [];
  let at = 1;
  while (text.startsWith("$") && at < text.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(text);
    if (found === null) break;
    at = STEP.lastIndex;
    const key = found[1] ?? found[3] ?? found[4];
    if (key !== undefined) steps.push({ key });
    else steps.push(found[2] === undefined ? "all" : { index: Number(found[2]) });
  }
  if (!text.startsWith("$") || at !== text.length) {
    const rule = "expects $ followed by .name, ['name'], [0] or [*]";
    throw new PlumblineError("INVALID_JSON_PATH", `JSON path ${rule}, got ${text}`, { details: { path: text } });
  }
  return { text, steps, many: steps.includes("all") };
}

/** The values that a path names; none where it leads nowhere. */
export function evaluate(path: JsonPath, root: JsonValue): readonly JsonValue[] {
  let values: readonly JsonValue[] = [root];
  for (const step of path.steps) values = values.flatMap((value) => follow(step, value));
  return values;
}

function follow(step: Step, value: JsonValue): readonly JsonValue[] {
  if (step === "all") return isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  if ("key" in step) {
    const found = isObject(value) ? field(value, step.key) : undefined;
    return found === undefined ? [] : [found];
  }
  const found = isArray(value) ? value[step.index] : undefined;
  return found === undefined ? [] : [found];
}
