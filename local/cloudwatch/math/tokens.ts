import { invalidValue } from "../errors.js";

export interface Token {
  readonly kind: "number" | "id" | "word" | "text" | "symbol" | "end";
  readonly text: string;
}

const PATTERN =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?<id>[a-z]\w*)|(?<word>[A-Z][A-Z0-9_]*)|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<symbol>==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]]))/y;

/** Cuts an expression into tokens. Ids begin with a small letter; functions and keywords are in capitals. */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  const end = expression.trimEnd().length;
  while (PATTERN.lastIndex < end) {
    const from = PATTERN.lastIndex;
    const groups = PATTERN.exec(expression)?.groups;
    if (groups === undefined) {
      throw invalidValue(`expression "${expression}" can't be read at position ${from + 1}`);
    }
    tokens.push(tokenOf(groups));
  }
  return [...tokens, { kind: "end", text: "the end" }];
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { number, id, word, symbol } = groups as Partial<Record<"number" | "id" | "word" | "symbol", string>>;
  if (number !== undefined) return { kind: "number", text: number };
  if (id !== undefined) return { kind: "id", text: id };
  if (word !== undefined) return { kind: "word", text: word };
  if (symbol !== undefined) return { kind: "symbol", text: symbol };
  return { kind: "text", text: groups["double"] ?? groups["single"] ?? "" };
}
