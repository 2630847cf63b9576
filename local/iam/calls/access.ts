import type { SignedRequest } from "../../endpoint/endpoint.js";
import type { RoleAction } from "../roles.js";

/** What a call asks IAM for: each of these has to be allowed. Reading the names of resources is up to the services. */
export type AccessOf = (request: SignedRequest, operation: string) => readonly RoleAction[];

/** The members of a JSON request; a body that is no JSON is the service's to refuse. */
export function membersOf({ body }: Pick<SignedRequest, "body">): Readonly<Record<string, unknown>> {
  try {
    return body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString("utf8")) as Record<string, unknown>);
  } catch {
    return {};
  }
}
