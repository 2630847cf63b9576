import { TemplateError, UnsupportedError } from "../errors.js";
import { parseConditions, type Condition } from "./conditions.js";

/** `identity`: attached to a role. `resource`: of a queue, topic, bucket or function. `trust`: who may assume a role. */
export type PolicyKind = "identity" | "resource" | "trust";

/** Whom a statement of a resource or trust policy is about. */
export interface Principals {
  /** `*` or `{"AWS": "*"}`. */
  readonly everyone: boolean;
  /** Service principals, e.g. `events.amazonaws.com`. */
  readonly services: readonly string[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  /** Undefined in identity policies, which are about whoever has the role. */
  readonly principals: Principals | undefined;
  /** Patterns as written; IAM compares actions without case. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

export type Policy = readonly Statement[];

type Json = Readonly<Record<string, unknown>>;

const ELEMENTS = new Set(["Sid", "Effect", "Principal", "Action", "Resource", "Condition"]);

/**
 * A policy document as a template spells it, intrinsics resolved. What isn't known is refused here, at deployment: a
 * statement that was passed over in silence could allow or deny anything.
 *
 * @throws UnsupportedError for elements, principals, operators and keys that aren't evaluated, by name
 * @throws TemplateError for a document that AWS would refuse
 */
export function parsePolicy(document: unknown, kind: PolicyKind, where: string): Policy {
  if (!isObject(document)) throw new TemplateError(where, "a policy document is required");
  const { Version: version = "2012-10-17", Statement: written, ...rest } = document;
  for (const name of Object.keys(rest)) {
    if (name !== "Id") throw new UnsupportedError(`the policy element ${name}`, where);
  }
  if (version !== "2012-10-17") throw new UnsupportedError(`the policy version ${String(version)}`, where);
  return [written]
    .flat()
    .map((statement, index) => parseStatement(statement, kind, `${where}, statement ${index + 1}`));
}

function parseStatement(written: unknown, kind: PolicyKind, where: string): Statement {
  if (!isObject(written)) throw new TemplateError(where, "a statement expects an object");
  for (const name of Object.keys(written)) {
    if (!ELEMENTS.has(name)) throw new UnsupportedError(`the statement element ${name}`, where);
  }
  const { Sid: sid, Effect: effect, Principal: principal, Condition: condition = {} } = written;
  if (effect !== "Allow" && effect !== "Deny") throw new TemplateError(where, "Effect expects Allow or Deny");
  if ((principal === undefined) !== (kind === "identity")) {
    throw new TemplateError(
      where,
      `a statement of this kind (${kind}) expects ${kind === "identity" ? "no" : "a"} Principal`,
    );
  }
  return {
    sid: typeof sid === "string" ? sid : undefined,
    effect,
    principals: principal === undefined ? undefined : parsePrincipals(principal, where),
    actions: patterns(written, "Action", where),
    // A trust policy is about the role that it belongs to.
    resources: kind === "trust" ? ["*"] : patterns(written, "Resource", where),
    conditions: parseConditions(condition as Json, where),
  };
}

function parsePrincipals(principal: unknown, where: string): Principals {
  if (principal === "*") return { everyone: true, services: [] };
  if (!isObject(principal)) throw new TemplateError(where, "Principal expects * or an object");
  const { Service: services = [], AWS: accounts, ...others } = principal;
  for (const name of Object.keys(others)) throw new UnsupportedError(`the principal type ${name}`, where);
  for (const named of accounts === undefined ? [] : [accounts].flat()) {
    if (named !== "*") throw new UnsupportedError(`the principal ${JSON.stringify(named)}`, where);
  }
  return { everyone: accounts !== undefined, services: [services].flat().map(String) };
}

function patterns(statement: Json, name: "Action" | "Resource", where: string): readonly string[] {
  const value = statement[name];
  if (value === undefined) throw new TemplateError(where, `${name} is required`);
  const texts = [value].flat().map(String);
  const variable = texts.find((text) => text.includes("${"));
  if (variable !== undefined) throw new UnsupportedError(`the policy variable in ${variable}`, where);
  return texts;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
