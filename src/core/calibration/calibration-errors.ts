import { PlumblineError } from "../../contracts/errors.js";

/** A reference or a window that doesn't have the shape that the calibration needs: a fault of the caller. */
export class CalibrationInputError extends PlumblineError {
  constructor(subject: string, rule: string, value: string | number) {
    super("CALIBRATION_INPUT", `${subject} expects ${rule}, got ${value}`, { details: { subject, rule, value } });
  }
}

/** Evidence that is not later than what has been judged: the fold must be run again from an earlier state. */
export class OutOfOrderError extends PlumblineError {
  constructor(hour: number, lastHour: number) {
    super("OUT_OF_ORDER", `judge expects an hour after ${lastHour}, got ${hour}`, { details: { hour, lastHour } });
  }
}
