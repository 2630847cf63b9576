import type { WireResponse } from "../contracts.js";
import type { SignedRequest } from "../endpoint/endpoint.js";
import { jsonFault } from "../endpoint/json-service.js";
import { ServiceFault } from "../errors.js";
import { s3Fault } from "../s3/s3-service.js";
import { snsFault } from "../sns/sns-service.js";
import type { Decision } from "./evaluate.js";
import type { RoleAction } from "./roles.js";

const KINDS = { identity: "an identity-based", resource: "a resource-based" };

/** AWS's own words for a denied call. @param user ARN of the assumed role's session */
export function denialMessage(
  user: string,
  { action, resource }: RoleAction,
  { by }: Extract<Decision, { readonly allowed: false }>,
): string {
  const quoted = action.startsWith("s3:") ? `"${resource}"` : resource;
  const on = resource === "*" ? "" : ` on resource: ${quoted}`;
  const why =
    by === undefined
      ? `because no identity-based policy allows the ${action} action`
      : `with an explicit deny in ${KINDS[by]} policy`;
  return `User: ${user} is not authorized to perform: ${action}${on} ${why}`;
}

/** A denied call as its service answers it: the SDK makes an error of it whose name is the code here. */
export function denialResponse(request: SignedRequest, message: string): WireResponse {
  switch (request.service) {
    case "s3":
      return s3Fault(new ServiceFault("AccessDenied", message, 403), request);
    case "sns":
      return snsFault(new ServiceFault("AuthorizationError", message, 403));
    case "sqs":
    case "monitoring": {
      // Both come from the query protocol, whose code is the name that the SDK gives the error.
      const { headers, ...response } = jsonFault(
        new ServiceFault("com.amazon.coral.service#AccessDeniedException", message, 403),
      );
      return { ...response, headers: { ...headers, "x-amzn-query-error": "AccessDenied;Sender" } };
    }
    case "lambda":
      return jsonFault(new ServiceFault("AccessDeniedException", message, 403));
    default:
      return jsonFault(new ServiceFault("com.amazon.coral.service#AccessDeniedException", message, 400));
  }
}
