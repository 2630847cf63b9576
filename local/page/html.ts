/** Markup that is safe to send: every value that went into it was escaped or was markup already. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = string | number | undefined | Html | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for markup that is put together by hand, attributes in quotes included. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

/** Template tag: escapes text, joins lists, leaves out undefined. Attribute values must stand in quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0] ?? "";
  for (const [index, value] of values.entries()) markup += markupOf(value) + (strings[index + 1] ?? "");
  return { markup };
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return "";
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  return "markup" in value ? value.markup : value.map(markupOf).join("");
}
