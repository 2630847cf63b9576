import { PlumblineError } from "../../src/contracts/errors.js";

/** The error codes with which CloudWatch answers, as far as the embedded one uses them. */
export type CloudWatchFaultCode =
  | "InvalidParameterValue"
  | "InvalidParameterCombination"
  | "MissingParameter"
  | "InvalidNextToken"
  | "UnknownOperation"
  | "Unsupported";

/**
 * A request, query or template property that CloudWatch refuses, or that the embedded CloudWatch doesn't know
 * (`Unsupported`, with the name of what it doesn't know).
 */
export class CloudWatchFault extends PlumblineError {
  readonly fault: CloudWatchFaultCode;

  constructor(fault: CloudWatchFaultCode, message: string) {
    super("CLOUDWATCH_FAULT", message, { details: { fault } });
    this.fault = fault;
  }
}

export function invalidValue(message: string): CloudWatchFault {
  return new CloudWatchFault("InvalidParameterValue", message);
}

export function unsupported(what: string): CloudWatchFault {
  return new CloudWatchFault("Unsupported", `${what} is not supported by the embedded CloudWatch`);
}
