import { UnsupportedError } from "../errors.js";

/** Whether an event (or a message body, in an event source's filter) fits. */
export type EventPattern = (event: unknown) => boolean;

type Matcher = (value: unknown) => boolean;
type Json = Readonly<Record<string, unknown>>;

/**
 * Compiles an event pattern: every field must fit one of its alternatives; a field of the event that is a list fits
 * when one element does.
 *
 * @throws UnsupportedError for a matcher that isn't known, naming it
 */
export function compilePattern(pattern: unknown, where: string): EventPattern {
  if (!isObject(pattern)) throw new UnsupportedError(`the event pattern ${JSON.stringify(pattern)}`, where);
  const parts = Object.entries(pattern).map(([name, part]) => compileField(name, part, where));
  return (event) => parts.every((part) => part(event));
}

function compileField(name: string, part: unknown, where: string): EventPattern {
  if (name === "$or" && Array.isArray(part)) {
    const choices = part.map((choice) => compilePattern(choice, where));
    return (event) => choices.some((choice) => choice(event));
  }
  if (!Array.isArray(part)) {
    const nested = compilePattern(part, `${where}.${name}`);
    return (event) => nested(fieldOf(event, name));
  }
  const alternatives = part.map((alternative) => compileMatcher(alternative, `${where}.${name}`));
  return (event) => {
    const value = fieldOf(event, name);
    const candidates: readonly unknown[] = Array.isArray(value) && value.length > 0 ? value : [value];
    return candidates.some((candidate) => alternatives.some((matches) => matches(candidate)));
  };
}

function compileMatcher(alternative: unknown, where: string): Matcher {
  if (!isObject(alternative)) return (value) => value === alternative;
  const [name, ...others] = Object.keys(alternative);
  const compile = name === undefined || others.length > 0 ? undefined : MATCHERS[name];
  if (compile === undefined) {
    throw new UnsupportedError(`the event pattern matcher ${JSON.stringify(alternative)}`, where);
  }
  return compile(alternative[name!], where);
}

const MATCHERS: Readonly<Record<string, (argument: unknown, where: string) => Matcher>> = {
  prefix: (argument, where) => onText(argument, where, (value, prefix) => value.startsWith(prefix)),
  suffix: (argument, where) => onText(argument, where, (value, suffix) => value.endsWith(suffix)),
  "equals-ignore-case": (argument, where) => onText({ "equals-ignore-case": argument }, where, (a, b) => a === b),
  // Only `*` has a meaning in a pattern of EventBridge; a backslash makes it an ordinary character.
  wildcard: (argument, where) => onText(argument, where, eventWildcard),
  exists: (argument) => (value) => (value !== undefined) === argument,
  numeric: (argument, where) => numericRange(argument, where),
  "anything-but": (argument, where) => {
    const excluded = (Array.isArray(argument) ? argument : [argument]).map((item) => compileMatcher(item, where));
    return (value) => value !== undefined && !excluded.some((matches) => matches(value));
  },
};

function onText(argument: unknown, where: string, test: (value: string, expected: string) => boolean): Matcher {
  if (typeof argument === "string") return (value) => typeof value === "string" && test(value, argument);
  const ignoring = isObject(argument) ? argument["equals-ignore-case"] : undefined;
  if (typeof ignoring === "string") {
    return (value) => typeof value === "string" && test(value.toLowerCase(), ignoring.toLowerCase());
  }
  // A list of texts stands in `anything-but: { prefix: [...] }`.
  if (Array.isArray(argument)) {
    const choices = argument.map((choice) => onText(choice, where, test));
    return (value) => choices.some((matches) => matches(value));
  }
  throw new UnsupportedError(`the event pattern matcher on ${JSON.stringify(argument)}`, where);
}

function eventWildcard(value: string, pattern: string): boolean {
  const parts = pattern.split(/(?<!\\)\*/).map((part) => part.replaceAll("\\*", "*").replaceAll("\\\\", "\\"));
  if (parts.length === 1) return value === parts[0];
  const source = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^]*");
  return new RegExp(`^${source}$`, "u").test(value);
}

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

/** `[">", 0, "<=", 5]` */
function numericRange(argument: unknown, where: string): Matcher {
  const terms = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < terms.length; index += 2) {
    const compare = COMPARISONS[String(terms[index])];
    const limit = terms[index + 1];
    if (compare === undefined || typeof limit !== "number") {
      throw new UnsupportedError(`the numeric matcher ${JSON.stringify(argument)}`, where);
    }
    tests.push((value) => compare(value, limit));
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
