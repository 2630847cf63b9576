import { PlumblineError } from "../../contracts/errors.js";

/** A parameter for which the distribution does not exist: a fault of the caller, never of the data. */
export class DomainError extends PlumblineError {
  constructor(subject: string, rule: string, value: number) {
    super("DOMAIN", `${subject} expects ${rule}, got ${value}`, { details: { subject, rule, value } });
  }
}
