import { escaped } from "../html.js";

/** Something to press in a widget: what CloudWatch would call, with what, and where it would show the answer. */
export interface WidgetAction {
  readonly endpoint: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly display: string;
  readonly confirmation: string;
}

const CALL = /<a\b([^>]*)>([^<]*)<\/a>\s*<cwdb-action\b([^>]*)>([^<]*)<\/cwdb-action>/g;

/**
 * A widget's markup with buttons of a form in the place of `cwdb-action`, so that it works without scripts: a button carries
 * what its call is made of. The widget's own forms become parts of the one around it.
 */
export function withButtons(markup: string): string {
  return markup
    .replace(/<(\/?)form\b/g, "<$1div")
    .replace(CALL, (_, attributes: string, label: string, action: string, json: string) => {
      const look = attributeOf(attributes, "class");
      const call = ["endpoint", "display", "confirmation"].map((name) => [name, attributeOf(action, name)] as const);
      const value = JSON.stringify({ ...Object.fromEntries(call), payload: json });
      return `<button class="${escaped(look)}" name="call" value="${escaped(value)}">${label}</button>`;
    });
}

/** What a pressed button carries; undefined for anything else. */
export function readAction(value: string): WidgetAction | undefined {
  try {
    const { endpoint, display, confirmation, payload } = JSON.parse(value) as Readonly<Record<string, unknown>>;
    const called = JSON.parse(String(payload)) as unknown;
    if (typeof endpoint !== "string" || typeof called !== "object" || called === null) return undefined;
    return { endpoint, display: String(display), confirmation: String(confirmation), payload: { ...called } };
  } catch {
    return undefined;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function attributeOf(attributes: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return value.replace(/&(amp|lt|gt|quot|#39);/g, (_, entity: string) => ENTITIES[entity]!);
}
