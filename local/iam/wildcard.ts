const compiled = new Map<string, RegExp>();

/** Whether a policy's pattern covers a value: `*` stands for any characters and `?` for one. */
export function wildcardMatches(pattern: string, value: string): boolean {
  const known = compiled.get(pattern);
  if (known !== undefined) return known.test(value);
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^]*")
    .replace(/\?/g, "[^]");
  const expression = new RegExp(`^${source}$`, "u");
  compiled.set(pattern, expression);
  return expression.test(value);
}

/** Actions are compared without case. */
export function actionMatches(pattern: string, action: string): boolean {
  return wildcardMatches(pattern.toLowerCase(), action.toLowerCase());
}

/** ARNs are compared by their six parts: a wildcard doesn't reach over a colon, except in the last one. */
export function arnMatches(pattern: string, arn: string): boolean {
  const [expected, actual] = [pattern, arn].map(partsOf) as [readonly string[], readonly string[]];
  return expected.length === actual.length && expected.every((part, index) => wildcardMatches(part, actual[index]!));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
