import type { SignedRequest } from "./endpoint/endpoint.js";
import { targetOperation } from "./endpoint/json-service.js";
import { s3Operation } from "./s3/s3-service.js";
import { queryOperation } from "./sns/sns-service.js";

/** The operation that a request asks for, e.g. `PutObject`, `Publish`, `GetItem`. */
export function operationOf(request: SignedRequest): string {
  switch (request.service) {
    case "s3":
      return s3Operation(request);
    case "sns":
      return queryOperation(request);
    case "lambda":
      return request.url.includes("/event-source-mappings/") ? "UpdateEventSourceMapping" : "Invoke";
    default:
      return targetOperation(request);
  }
}
