import { statusOf } from "../../src/adapters/http-status.js";
import { messageOf } from "../../src/contracts/errors.js";
import { type Finding, unknown } from "./finding.js";

/** Looks at something; what AWS refuses or the way to it breaks becomes a finding, and ends nothing else. */
export async function looked(subject: string, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work();
  } catch (error) {
    if (!isDenied(error)) return [unknown(subject, `could not be looked at: ${oneLine(messageOf(error))}`)];
    const fix = 'ask for read access (docs/deploy.md, "What doctor asks for"), or run it as somebody who has it';
    return [unknown(subject, `you may not look at it: ${oneLine(messageOf(error))}`, fix)];
  }
}

/** Services name it differently: AccessDenied, AccessDeniedException, AuthorizationError, UnauthorizedOperation. */
export function isDenied(error: unknown): boolean {
  const name = error instanceof Error ? error.name : "";
  return statusOf(error) === 403 || /AccessDenied|AuthorizationError|Unauthorized|NotAuthorized/.test(name);
}

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
