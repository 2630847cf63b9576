import { html, type Html } from "../html.js";
import { pageAddress } from "./console-links.js";

/**
 * The part of Markdown that dashboards use: headings, paragraphs, lists, tables, rules, and in text bold, italic,
 * code, links and CloudWatch's `[button:primary:Text](address)`. Everything else stays as typed; HTML is shown, not
 * run. Links go to http(s), mailto or within the page only (see `pageAddress`).
 */
export function markdown(text: string): Html {
  return html`${groupsOf(text.replace(/\r\n?/g, "\n").split("\n")).map(block)}`;
}

type Kind = "heading" | "rule" | "bullets" | "numbers" | "table" | "paragraph" | "blank";

interface Group {
  readonly kind: Kind;
  readonly lines: string[];
}

const KINDS: readonly { readonly kind: Kind; readonly pattern: RegExp }[] = [
  { kind: "blank", pattern: /^\s*$/ },
  { kind: "heading", pattern: /^#{1,6} +/ },
  { kind: "rule", pattern: /^\s*(-{3,}|\*{3,})\s*$/ },
  { kind: "bullets", pattern: /^\s*[-*+] +/ },
  { kind: "numbers", pattern: /^\s*\d+[.)] +/ },
  { kind: "table", pattern: /\|/ },
];

/** Lines that belong together: neighbours of one kind. Headings and rules stand alone. */
function groupsOf(lines: readonly string[]): readonly Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const kind = KINDS.find(({ pattern }) => pattern.test(line))?.kind ?? "paragraph";
    const last = groups.at(-1);
    if (last?.kind === kind && kind !== "heading") last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.filter(({ kind }) => kind !== "blank");
}

function block({ kind, lines }: Group): Html {
  const [first = "", second = ""] = lines;
  if (kind === "heading") return headingOf(/^#+/.exec(first)![0].length, inline(first.replace(/^#+ +/, "").trim()));
  if (kind === "rule") return html`<hr />`;
  if (kind === "bullets")
    return html`<ul>
      ${items(lines, /^\s*[-*+] +/)}
    </ul>`;
  if (kind === "numbers")
    return html`<ol>
      ${items(lines, /^\s*\d+[.)] +/)}
    </ol>`;
  if (kind === "table" && /^[\s|:-]*-[\s|:-]*$/.test(second)) return table(lines);
  return html`<p>
    ${lines.map((line, index) => html`${index > 0 ? html`<br />` : undefined}${inline(line.trim())}`)}
  </p>`;
}

/** A dashboard's title is a third-level heading of the page. */
function headingOf(level: number, text: Html): Html {
  if (level === 1) return html`<h3 class="md-1">${text}</h3>`;
  if (level === 2) return html`<h4 class="md-2">${text}</h4>`;
  return html`<h5 class="md-3">${text}</h5>`;
}

function items(lines: readonly string[], bullet: RegExp): readonly Html[] {
  return lines.map((line) => html`<li>${inline(line.replace(bullet, ""))}</li>`);
}

function table([head, , ...rows]: readonly string[]): Html {
  const cells = (row: string): readonly string[] =>
    row
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|");
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${cells(head ?? "").map((cell) => html`<th scope="col">${inline(cell.trim())}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${cells(row).map((cell) => html`<td>${inline(cell.trim())}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const INLINE =
  /`(?<code>[^`]+)`|\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*\s][^*]*)\*|\[(?<text>[^\]]+)\]\((?<address>[^)\s]+)\)/;

function inline(text: string): Html {
  const match = INLINE.exec(text);
  if (match === null) return html`${text}`;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return html`${before}${marked(match.groups as Partial<Record<string, string>>, match[0])}${inline(after)}`;
}

function marked(groups: Partial<Record<string, string>>, typed: string): Html {
  const { code, bold, italic, text, address } = groups as Partial<
    Record<"code" | "bold" | "italic" | "text" | "address", string>
  >;
  if (code !== undefined) return html`<code>${code}</code>`;
  if (bold !== undefined) return html`<strong>${inline(bold)}</strong>`;
  if (italic !== undefined) return html`<em>${inline(italic)}</em>`;
  if (text === undefined || address === undefined) return html`${typed}`;
  const target = pageAddress(address);
  if (target === undefined) return /^https?:/i.test(address) ? inline(text) : html`${typed}`;
  const button = /^button:(?:primary:)?(.*)$/.exec(text);
  if (button !== null) return html`<a class="button" href="${target}" rel="noreferrer">${button[1]}</a>`;
  return html`<a href="${target}" rel="noreferrer">${inline(text)}</a>`;
}
