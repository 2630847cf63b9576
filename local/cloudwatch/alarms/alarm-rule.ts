import { invalidValue } from "../errors.js";
import type { AlarmState } from "./missing-data.js";

/** Whether a composite alarm is on, from the states of the alarms that it names. */
export type AlarmRule = (stateOf: (alarm: string) => AlarmState) => boolean;

const STATES: Readonly<Record<string, AlarmState>> = {
  ALARM: "ALARM",
  OK: "OK",
  INSUFFICIENT_DATA: "INSUFFICIENT_DATA",
};

const TOKEN = /\s*(?:(\(|\))|(AND|OR|NOT|TRUE|FALSE)\b|(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+?)"?\s*\))/y;

interface Token {
  readonly text: string;
  /** Set where the token asks for an alarm's state. */
  readonly alarm: string | undefined;
}

/**
 * The rule of a composite alarm: ALARM(), OK() and INSUFFICIENT_DATA() of alarms by name or ARN, with AND, OR, NOT and parentheses.
 *
 * @throws CloudWatchFault saying what was expected
 */
export function parseAlarmRule(text: string): AlarmRule {
  const tokens = tokensOf(text);
  let at = 0;
  const take = (word: string): boolean => {
    const found = tokens[at]?.text === word;
    if (found) at++;
    return found;
  };
  const one = (): AlarmRule => {
    if (take("NOT")) {
      const inner = one();
      return (stateOf) => !inner(stateOf);
    }
    if (take("(")) {
      const inner = either();
      if (!take(")")) throw expected(text, "a closing parenthesis");
      return inner;
    }
    if (take("TRUE")) return () => true;
    if (take("FALSE")) return () => false;
    const token = tokens[at++];
    if (token?.alarm === undefined) throw expected(text, "an alarm's state");
    const { alarm, text: wanted } = token;
    return (stateOf) => stateOf(alarm) === STATES[wanted];
  };
  const both = (): AlarmRule => {
    const parts = [one()];
    while (take("AND")) parts.push(one());
    return (stateOf) => parts.every((part) => part(stateOf));
  };
  const either = (): AlarmRule => {
    const parts = [both()];
    while (take("OR")) parts.push(both());
    return (stateOf) => parts.some((part) => part(stateOf));
  };
  const rule = either();
  if (at < tokens.length) throw expected(text, "AND, OR or the end");
  return rule;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) throw expected(text, "ALARM(), OK(), INSUFFICIENT_DATA(), AND, OR, NOT or a parenthesis");
    const [, parenthesis, word, state, alarm] = match;
    tokens.push({ text: parenthesis ?? word ?? state ?? "", alarm: alarm && alarm.slice(alarm.lastIndexOf(":") + 1) });
  }
  return tokens;
}

const expected = (rule: string, what: string): Error => invalidValue(`alarm rule "${rule}" expects ${what}`);
