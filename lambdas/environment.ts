import { PlumblineError } from "../src/contracts/errors.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables that must be set. @returns a function that throws PlumblineError `ENVIRONMENT` for a missing one */
export function environmentReader(environment: Environment): (name: string) => string {
  return (name) => {
    const value = environment[name];
    if (value === undefined || value === "")
      throw new PlumblineError("ENVIRONMENT", `function expects ${name} to be set`);
    return value;
  };
}
