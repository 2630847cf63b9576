import { invalidValue } from "./errors.js";
import { fieldsOf, onlyKnown, requiredText, textField } from "./fields.js";

/** A dashboard as deployed: its name and its body as parsed JSON. */
export interface Dashboard {
  readonly name: string;
  readonly body: unknown;
}

/** Reads the properties of `AWS::CloudWatch::Dashboard`. */
export function dashboardOf(
  properties: Readonly<Record<string, unknown>>,
  path: string,
  defaultName: string,
): Dashboard {
  const fields = fieldsOf(properties, path);
  onlyKnown(fields, ["DashboardName", "DashboardBody", "Tags"]);
  const text = requiredText(fields, "DashboardBody");
  try {
    return { name: textField(fields, "DashboardName") ?? defaultName, body: JSON.parse(text) as unknown };
  } catch (error) {
    throw invalidValue(`${path}.DashboardBody expects JSON, got ${(error as Error).message}`);
  }
}
