import { invalidValue, unsupported } from "../errors.js";
import type { AggregateName, Expression, Filler, Operator } from "./expression.js";
import { tokensOf, type Token } from "./tokens.js";

/** Operators by how tightly they bind, loosest first. */
const PRECEDENCE: readonly Readonly<Record<string, Operator>>[] = [
  { OR: "OR", "||": "OR" },
  { AND: "AND", "&&": "AND" },
  { "==": "==", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">=" },
  { "+": "+", "-": "-" },
  { "*": "*", "/": "/" },
];

const AGGREGATES: readonly string[] = ["SUM", "MAX", "MIN", "AVG"] satisfies AggregateName[];

/** Deeper nesting is nothing that a person wrote. */
const MAXIMUM_DEPTH = 50;

/**
 * Parses metric math: + - * /, comparisons, AND and OR, arrays, METRICS(), SUM MAX MIN AVG, IF and FILL.
 *
 * @throws CloudWatchFault naming the function or operator that isn't known, or what was expected
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text);
  return parser.whole();
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  whole(): Expression {
    const expression = this.#operation(0);
    if (this.#token.kind !== "end") throw this.#expected("an operator or the end");
    return expression;
  }

  get #token(): Token {
    return this.#tokens[this.#position]!;
  }

  #expected(what: string): Error {
    return invalidValue(`expression "${this.#text}" expects ${what}, got ${this.#token.text}`);
  }

  #take(symbol: string): boolean {
    if (this.#token.kind !== "symbol" || this.#token.text !== symbol) return false;
    this.#position++;
    return true;
  }

  #require(symbol: string): void {
    if (!this.#take(symbol)) throw this.#expected(symbol);
  }

  #operation(level: number): Expression {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.#unary();
    let left = this.#operation(level + 1);
    for (;;) {
      const { kind, text } = this.#token;
      if (text === "^" && kind === "symbol") throw unsupported("metric-math operator ^");
      const operator =
        (kind === "symbol" || kind === "word") && Object.hasOwn(operators, text) ? operators[text] : undefined;
      if (operator === undefined) return left;
      this.#position++;
      left = { kind: "operation", operator, left, right: this.#operation(level + 1) };
    }
  }

  #unary(): Expression {
    if (++this.#depth > MAXIMUM_DEPTH)
      throw invalidValue(`expression expects at most ${MAXIMUM_DEPTH} levels of nesting`);
    const expression: Expression = this.#take("-") ? { kind: "negate", operand: this.#unary() } : this.#primary();
    this.#depth--;
    return expression;
  }

  #primary(): Expression {
    const { kind, text } = this.#token;
    if (kind === "end" || kind === "text") throw this.#expected("a number, id, function, array or (");
    this.#position++;
    if (kind === "number") return { kind: "number", value: Number(text) };
    if (kind === "id") return { kind: "reference", id: text };
    if (kind === "word") return this.#call(text);
    if (text === "(") return this.#closed(")", this.#operation(0));
    if (text === "[") return { kind: "array", members: this.#list("]") };
    this.#position--;
    throw this.#expected("a number, id, function, array or (");
  }

  #closed(symbol: string, expression: Expression): Expression {
    this.#require(symbol);
    return expression;
  }

  #list(close: string): readonly Expression[] {
    const members = [this.#operation(0)];
    while (this.#take(",")) members.push(this.#operation(0));
    this.#require(close);
    return members;
  }

  #call(name: string): Expression {
    if (!AGGREGATES.includes(name) && !["METRICS", "IF", "FILL"].includes(name)) {
      throw unsupported(`metric-math function ${name}`);
    }
    this.#require("(");
    if (name === "METRICS") return this.#metrics();
    if (name === "FILL") return this.#fill();
    const parts = this.#list(")");
    const [first, second, third] = parts;
    if (name === "IF" && first !== undefined && second !== undefined && parts.length <= 3) {
      return { kind: "if", condition: first, whenTrue: second, whenFalse: third };
    }
    if (name !== "IF" && first !== undefined && parts.length === 1) {
      return { kind: "aggregate", name: name as AggregateName, operand: first };
    }
    throw invalidValue(
      `${name} in "${this.#text}" expects ${name === "IF" ? "2 or 3" : "1"} arguments, got ${parts.length}`,
    );
  }

  #metrics(): Expression {
    const { kind, text } = this.#token;
    if (kind === "text") this.#position++;
    this.#require(")");
    return { kind: "metrics", idContains: kind === "text" ? text : "" };
  }

  #fill(): Expression {
    const operand = this.#operation(0);
    this.#require(",");
    const { kind, text } = this.#token;
    const keyword = kind === "word" && (text === "REPEAT" || text === "LINEAR");
    if (keyword) this.#position++;
    const filler: Filler = keyword
      ? { kind: text === "REPEAT" ? "repeat" : "linear" }
      : { kind: "value", value: this.#operation(0) };
    this.#require(")");
    return { kind: "fill", operand, filler };
  }
}
