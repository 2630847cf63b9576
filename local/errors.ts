import { PlumblineError } from "../src/contracts/errors.js";

/** Something that AWS has and the embedded cloud doesn't: a resource type, a property, an operation, an intrinsic. */
export class UnsupportedError extends PlumblineError {
  constructor(what: string, where: string) {
    super("UNSUPPORTED", `${where}: the embedded cloud does not know ${what}`, { details: { what, where } });
  }
}

/** A cloud assembly or template that can't be deployed as it stands. */
export class TemplateError extends PlumblineError {
  constructor(where: string, problem: string) {
    super("TEMPLATE", `${where}: ${problem}`, { details: { where } });
  }
}

/** What a service answers to a call that it refuses: the error code that the SDK turns into an exception's name. */
export class ServiceFault extends PlumblineError {
  readonly fault: string;
  readonly status: number;

  constructor(fault: string, message: string, status = 400) {
    super("SERVICE_FAULT", message, { details: { fault, status } });
    this.fault = fault;
    this.status = status;
  }
}
