import type { CloudView } from "../../contracts.js";
import type { CloudWatchView } from "../../cloudwatch/cloudwatch.js";

/** Invokes a function by its ARN. @returns what it answered, as JSON; throws when it failed */
export type InvokeWidget = (endpoint: string, event: unknown) => Promise<unknown>;

/** Everything that the page shows. */
export interface PageData {
  readonly view: CloudView;
  readonly cloudwatch: CloudWatchView;
  /** Where HTML reports lie. */
  readonly reports: { readonly bucket: string; readonly prefix: string };
  /** Asks the function of a custom widget; absent where there is none. */
  readonly invoke?: InvokeWidget | undefined;
  /** Facts about the run, shown in the order given. */
  readonly summary?: (() => Readonly<Record<string, string | number>>) | undefined;
}
