import { UnsupportedError } from "../errors.js";
import { arnMatches, wildcardMatches } from "./wildcard.js";

/** What a request brings along, by lower-case condition key. Only some keys hold several values. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** One operator and key of a Condition block: it holds when any expected value does. */
export interface Condition {
  readonly operator: OperatorName;
  /** `ForAllValues`: every value of the request has to fit, and a request without the key passes. */
  readonly forAllValues: boolean;
  /** In lower case. */
  readonly key: string;
  readonly expected: readonly string[];
}

type Test = (actual: string, expected: string) => boolean;

const OPERATORS = {
  StringEquals: (actual, expected) => actual === expected,
  StringLike: (actual, expected) => wildcardMatches(expected, actual),
  // On ARNs both operators take wildcards.
  ArnEquals: (actual, expected) => arnMatches(expected, actual),
  ArnLike: (actual, expected) => arnMatches(expected, actual),
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  NumericLessThan: (actual, expected) => Number(actual) < Number(expected),
} satisfies Readonly<Record<string, Test>>;
type OperatorName = keyof typeof OPERATORS;

/** The keys that some call or delivery fills in. A condition on any other key could never hold here. */
const KEYS = new Set(
  [
    "aws:SecureTransport",
    "aws:SourceAccount",
    "aws:SourceArn",
    "cloudwatch:namespace",
    "dynamodb:LeadingKeys",
    "events:source",
    "s3:prefix",
    "s3:TlsVersion",
  ].map((key) => key.toLowerCase()),
);

const FOR_ALL_VALUES = "ForAllValues:";

/** @throws UnsupportedError for an operator or key that isn't evaluated here, by name */
export function parseConditions(block: Readonly<Record<string, unknown>>, where: string): readonly Condition[] {
  return Object.entries(block).flatMap(([written, keys]) => {
    const forAllValues = written.startsWith(FOR_ALL_VALUES);
    const operator = forAllValues ? written.slice(FOR_ALL_VALUES.length) : written;
    if (!isOperator(operator)) throw new UnsupportedError(`the condition operator ${written}`, where);
    return Object.entries(keys as Readonly<Record<string, unknown>>).map(([key, expected]): Condition => {
      if (!KEYS.has(key.toLowerCase())) throw new UnsupportedError(`the condition key ${key}`, where);
      return { operator, forAllValues, key: key.toLowerCase(), expected: [expected].flat().map(String) };
    });
  });
}

export function conditionHolds(condition: Condition, context: Context): boolean {
  const { forAllValues, key } = condition;
  const actual = context.get(key);
  if (actual === undefined) return forAllValues;
  return forAllValues
    ? actual.every((value) => expectedOf(condition, value).length > 0)
    : actual.length === 1 && expectedOf(condition, actual[0]!).length > 0;
}

/** Which of the expected values a value of the request fits. */
export function expectedOf({ operator, expected }: Condition, actual: string): readonly string[] {
  return expected.filter((value) => OPERATORS[operator](actual, value));
}

function isOperator(name: string): name is OperatorName {
  return Object.hasOwn(OPERATORS, name);
}
