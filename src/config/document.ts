/** A JSON value as configuration holds it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

type JsonObject = Readonly<Record<string, JsonValue>>;

/** `plumbline.yaml` as data, after `defaults:` has been merged into each monitor. */
export interface ConfigDocument {
  readonly hub: JsonObject;
  readonly monitors: Readonly<Record<string, JsonObject>>;
}
