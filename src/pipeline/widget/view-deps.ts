import type { NormalReader } from "../normal/rule-store.js";
import type { CaptureDeps } from "../deps.js";

/** What the dashboard's widget reads: the monitor's state and store. It writes answers only. */
export interface ViewDeps extends Pick<CaptureDeps, "monitor" | "store" | "table" | "baselines" | "log"> {
  readonly normals: NormalReader;
}

/** What a view needs to know besides. */
export interface Viewing {
  readonly deps: ViewDeps;
  /** ARN of the function itself, which its buttons call. */
  readonly endpoint: string;
  readonly nowMs: number;
}
