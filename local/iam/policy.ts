import { UnsupportedError } from "../errors.js";

/** A question to a policy: may this be done? */
export interface AccessRequest {
  /** E.g. `sqs:SendMessage`. */
  readonly action: string;
  readonly resource: string;
  /** Service principal that asks. Given for resource policies; identity policies name no principal. */
  readonly principal?: string;
  /** Condition keys and their values, e.g. `aws:SourceArn`. */
  readonly context: Readonly<Record<string, string>>;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether policy documents together allow a request: some Allow matches and no Deny does.
 *
 * @param documents policy documents as templates spell them, intrinsics resolved
 * @throws UnsupportedError for a condition operator that isn't evaluated here
 */
export function allows(documents: readonly unknown[], request: AccessRequest): boolean {
  const matching = documents.flatMap(statementsOf).filter((statement) => matches(statement, request));
  return (
    matching.some((statement) => statement["Effect"] === "Allow") &&
    !matching.some((statement) => statement["Effect"] === "Deny")
  );
}

function statementsOf(document: unknown): readonly Json[] {
  return isObject(document) ? listOf(document["Statement"]).filter(isObject) : [];
}

function matches(statement: Json, request: AccessRequest): boolean {
  return (
    principalMatches(statement, request.principal) &&
    elementMatches(statement, "Action", request.action.toLowerCase(), true) &&
    elementMatches(statement, "Resource", request.resource, false) &&
    conditionsHold(statement["Condition"], request.context)
  );
}

function principalMatches(statement: Json, principal: string | undefined): boolean {
  if (principal === undefined) return true;
  if ("NotPrincipal" in statement) throw new UnsupportedError("NotPrincipal", "policy");
  const element = statement["Principal"];
  if (element === "*") return true;
  if (!isObject(element)) return false;
  return listOf(element["Service"]).includes(principal) || listOf(element["AWS"]).includes("*");
}

/** `Action`/`NotAction` and `Resource`/`NotResource`. A statement of a trust policy has no resource and covers all. */
function elementMatches(statement: Json, name: "Action" | "Resource", value: string, ignoreCase: boolean): boolean {
  const patterns = (element: unknown): readonly string[] =>
    listOf(element).map((pattern) => (ignoreCase ? String(pattern).toLowerCase() : String(pattern)));
  const excluded = statement[`Not${name}`];
  if (excluded !== undefined) return !patterns(excluded).some((pattern) => wildcardMatches(pattern, value));
  if (name === "Resource" && statement[name] === undefined) return true;
  return patterns(statement[name]).some((pattern) => wildcardMatches(pattern, value));
}

/** `*` stands for any characters and `?` for one. */
function wildcardMatches(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^]*")
    .replace(/\?/g, "[^]");
  return new RegExp(`^${source}$`, "u").test(value);
}

type Test = (actual: string, expected: string) => boolean;

const equals: Test = (actual, expected) => actual === expected;
const equalsIgnoringCase: Test = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const like: Test = (actual, expected) => wildcardMatches(expected, actual);

/** Operators and whether they are negated: a negated operator also holds where the key is absent. */
const OPERATORS: Readonly<Record<string, { readonly test: Test; readonly negated: boolean }>> = {
  StringEquals: { test: equals, negated: false },
  StringNotEquals: { test: equals, negated: true },
  StringEqualsIgnoreCase: { test: equalsIgnoringCase, negated: false },
  StringLike: { test: like, negated: false },
  StringNotLike: { test: like, negated: true },
  ArnEquals: { test: like, negated: false },
  ArnNotEquals: { test: like, negated: true },
  ArnLike: { test: like, negated: false },
  ArnNotLike: { test: like, negated: true },
  Bool: { test: equalsIgnoringCase, negated: false },
};

function conditionsHold(condition: unknown, context: Readonly<Record<string, string>>): boolean {
  if (!isObject(condition)) return true;
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).every(([key, expected]) =>
      conditionHolds(operator, values.get(key.toLowerCase()), listOf(expected).map(String)),
    ),
  );
}

function conditionHolds(operator: string, actual: string | undefined, expected: readonly string[]): boolean {
  if (operator === "Null") return expected.includes(String(actual === undefined));
  const lenient = operator.endsWith("IfExists");
  const rule = OPERATORS[lenient ? operator.slice(0, -"IfExists".length) : operator];
  if (rule === undefined) throw new UnsupportedError(`the condition operator ${operator}`, "policy");
  if (actual === undefined) return lenient || rule.negated;
  return expected.some((value) => rule.test(actual, value)) !== rule.negated;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
