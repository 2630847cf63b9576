import { PlumblineError } from "../contracts/errors.js";
import type { WebPoster } from "../contracts/ports.js";

const TIMEOUT_MS = 10_000;

/** Posts JSON. Redirects are not followed and what is answered is not read: only the status counts. */
export function webPoster(): WebPoster {
  return {
    async post(url, json) {
      try {
        const answer = await fetch(url, {
          method: "POST",
          body: json,
          headers: { "content-type": "application/json", "user-agent": "plumbline" },
          redirect: "manual",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await answer.body?.cancel();
        return answer.status;
      } catch (error) {
        // What fetch says may hold the address, which is a secret: only its code is told on.
        throw new PlumblineError(
          "POST_FAILED",
          `post expects an answer within ${TIMEOUT_MS} ms, got ${codeOf(error)}`,
          {
            retryable: true,
          },
        );
      }
    },
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "a failure";
  const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, "code") : undefined;
  return typeof code === "string" ? code : error.name;
}
