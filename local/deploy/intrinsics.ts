import { TemplateError, UnsupportedError } from "../errors.js";

/** What `Ref` and `Fn::GetAtt` give for a deployed resource. */
export interface DeployedResource {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Everything that an intrinsic function of one stack may look up. */
export interface Scope {
  readonly stack: string;
  /** Pseudo parameters and template parameters by name. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly conditions: ReadonlyMap<string, boolean>;
  readonly resources: ReadonlyMap<string, DeployedResource>;
  /** Exports of the stacks deployed before, by export name. */
  readonly exports: ReadonlyMap<string, string>;
}

type Json = Readonly<Record<string, unknown>>;
type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const NO_VALUE = "AWS::NoValue";

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) => reference(String(argument), scope),
  "Fn::GetAtt": (argument, scope) => {
    const [logicalId, ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split(".");
    return attribute(logicalId!, path.join("."), scope);
  },
  "Fn::Join": (argument, scope) => {
    const [separator, parts] = argumentsOf(argument, "Fn::Join", scope);
    return listOf(resolve(parts, scope), "Fn::Join", scope).join(String(separator));
  },
  "Fn::Select": (argument, scope) => {
    const [index, choices] = argumentsOf(argument, "Fn::Select", scope);
    return listOf(resolve(choices, scope), "Fn::Select", scope)[Number(resolve(index, scope))];
  },
  "Fn::Split": (argument, scope) => {
    const [separator, text] = argumentsOf(argument, "Fn::Split", scope);
    return String(resolve(text, scope)).split(String(separator));
  },
  "Fn::Sub": (argument, scope) => substitute(argument, scope),
  "Fn::ImportValue": (argument, scope) => {
    const name = String(resolve(argument, scope));
    const value = scope.exports.get(name);
    if (value === undefined) throw new TemplateError(scope.stack, `no stack deployed before exports ${name}`);
    return value;
  },
  "Fn::If": (argument, scope) => {
    const [condition, yes, no] = argumentsOf(argument, "Fn::If", scope);
    return resolve(conditionNamed(String(condition), scope) ? yes : no, scope);
  },
  "Fn::FindInMap": (argument, scope) => {
    const [map, first, second] = argumentsOf(argument, "Fn::FindInMap", scope).map((part) =>
      String(resolve(part, scope)),
    );
    return memberOf(memberOf(memberOf(scope.mappings, map!, scope), first!, scope), second!, scope);
  },
};

/**
 * A template value with every intrinsic function resolved. Members and elements that are `AWS::NoValue` are left out.
 *
 * @throws UnsupportedError for an intrinsic function that isn't known, TemplateError for a name that isn't deployed
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const name = intrinsicIn(value);
  if (name === undefined) {
    const members = Object.entries(value).map(([key, member]) => [key, resolve(member, scope)] as const);
    return Object.fromEntries(members.filter(([, member]) => member !== undefined));
  }
  const intrinsic = INTRINSICS[name];
  if (intrinsic === undefined) throw new UnsupportedError(`the intrinsic function ${name}`, scope.stack);
  return intrinsic(value[name], scope);
}

/** The function that an object calls: its only member is `Ref` or begins with `Fn::`. */
function intrinsicIn(value: Json): string | undefined {
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::")) ? name : undefined;
}

/** Logical ids, parameters and pseudo parameters that a value refers to. */
export function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const name = intrinsicIn(value);
  if (name === "Ref") return [String(value[name])];
  if (name === "Fn::GetAtt") {
    const argument = value[name];
    return [Array.isArray(argument) ? String(argument[0]) : String(argument).split(".")[0]!];
  }
  const nested = Object.values(value).flatMap(referencesIn);
  return name === "Fn::Sub" ? [...nested, ...variablesIn(subTemplate(value[name])).map(baseOf)] : nested;
}

function reference(name: string, scope: Scope): string | undefined {
  if (name === NO_VALUE) return undefined;
  const value = scope.resources.get(name)?.ref ?? scope.parameters.get(name);
  if (value === undefined) throw new TemplateError(scope.stack, `Ref names ${name}, which is not deployed`);
  return value;
}

function attribute(logicalId: string, name: string, scope: Scope): string {
  const resource = scope.resources.get(logicalId);
  if (resource === undefined) {
    throw new TemplateError(scope.stack, `Fn::GetAtt names ${logicalId}, which is not deployed`);
  }
  const value = resource.attributes[name];
  if (value === undefined) throw new UnsupportedError(`the attribute ${name}`, `${scope.stack}/${logicalId}`);
  return value;
}

function subTemplate(argument: unknown): string {
  return String(Array.isArray(argument) ? argument[0] : argument);
}

/** Names in `${...}`; `${!Literal}` is none. */
function variablesIn(template: string): readonly string[] {
  return [...template.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1]!.trim());
}

function baseOf(variable: string): string {
  return variable.startsWith("AWS::") ? variable : variable.split(".")[0]!;
}

function substitute(argument: unknown, scope: Scope): string {
  const own = Array.isArray(argument) ? (resolve(argument[1], scope) as Json) : {};
  return subTemplate(argument)
    .replace(/\$\{([^!}][^}]*)\}/g, (_, found: string) => {
      const name = found.trim();
      if (Object.hasOwn(own, name)) return String(own[name]);
      const dot = name.indexOf(".");
      return dot < 0 ? (reference(name, scope) ?? "") : attribute(name.slice(0, dot), name.slice(dot + 1), scope);
    })
    .replace(/\$\{!([^}]*)\}/g, "${$1}");
}

export function conditionNamed(name: string, scope: Pick<Scope, "conditions" | "stack">): boolean {
  const value = scope.conditions.get(name);
  if (value === undefined) throw new TemplateError(scope.stack, `the condition ${name} is not defined before its use`);
  return value;
}

/** The value of an expression in the template's Conditions section. */
export function evaluateCondition(expression: unknown, scope: Scope): boolean {
  if (!isObject(expression)) throw new TemplateError(scope.stack, `a condition expects an object`);
  const [name = ""] = Object.keys(expression);
  if (name === "Condition") return conditionNamed(String(expression[name]), scope);
  const evaluate = CONDITION_FUNCTIONS[name];
  if (evaluate === undefined) throw new UnsupportedError(`the condition function ${name}`, scope.stack);
  return evaluate(listOf(expression[name], name, scope), scope);
}

const CONDITION_FUNCTIONS: Readonly<Record<string, (operands: readonly unknown[], scope: Scope) => boolean>> = {
  "Fn::Equals": (operands, scope) => {
    const [left, right] = operands.map((operand) => JSON.stringify(resolve(operand, scope)));
    return left === right;
  },
  "Fn::Not": (operands, scope) => !evaluateCondition(operands[0], scope),
  "Fn::And": (operands, scope) => operands.every((operand) => evaluateCondition(operand, scope)),
  "Fn::Or": (operands, scope) => operands.some((operand) => evaluateCondition(operand, scope)),
};

function memberOf(value: unknown, name: string, scope: Scope): unknown {
  if (isObject(value) && Object.hasOwn(value, name)) return value[name];
  throw new TemplateError(scope.stack, `Fn::FindInMap finds no ${name}`);
}

function argumentsOf(argument: unknown, name: string, scope: Scope): readonly unknown[] {
  return listOf(argument, name, scope);
}

function listOf(value: unknown, name: string, scope: Scope): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(scope.stack, `${name} expects a list, got ${JSON.stringify(value)}`);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
