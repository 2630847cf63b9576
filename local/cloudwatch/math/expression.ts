/** The syntax tree of a metric-math expression. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "reference"; readonly id: string }
  | { readonly kind: "array"; readonly members: readonly Expression[] }
  | { readonly kind: "negate"; readonly operand: Expression }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  /** METRICS() or METRICS("part of an id"). */
  | { readonly kind: "metrics"; readonly idContains: string }
  | { readonly kind: "aggregate"; readonly name: AggregateName; readonly operand: Expression }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression | undefined;
    }
  | { readonly kind: "fill"; readonly operand: Expression; readonly filler: Filler };

export type Operator = "+" | "-" | "*" | "/" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "AND" | "OR";

export type AggregateName = "SUM" | "MAX" | "MIN" | "AVG";

/** What FILL puts where a datapoint is missing. */
export type Filler =
  { readonly kind: "repeat" } | { readonly kind: "linear" } | { readonly kind: "value"; readonly value: Expression };

/** An expression and everything inside it. */
export function everyPart(expression: Expression): readonly Expression[] {
  return [expression, ...childrenOf(expression).flatMap(everyPart)];
}

/** Ids of the metrics and expressions that an expression names. METRICS() names none. */
export function referencesOf(expression: Expression): readonly string[] {
  return everyPart(expression).flatMap((part) => (part.kind === "reference" ? [part.id] : []));
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "number":
    case "reference":
    case "metrics":
      return [];
    case "array":
      return expression.members;
    case "negate":
    case "aggregate":
      return [expression.operand];
    case "operation":
      return [expression.left, expression.right];
    case "if":
      return [expression.condition, expression.whenTrue, ...(expression.whenFalse ? [expression.whenFalse] : [])];
    case "fill":
      return [expression.operand, ...(expression.filler.kind === "value" ? [expression.filler.value] : [])];
  }
}
