import { contextOf } from "../context.js";
import { type AccessOf, membersOf } from "./access.js";

/** Secrets Manager: secrets are named by their ARN. */
export const secretsAccess: AccessOf = (request, operation) => [
  {
    action: `secretsmanager:${operation}`,
    resource: String(membersOf(request)["SecretId"]),
    context: contextOf({}),
  },
];
