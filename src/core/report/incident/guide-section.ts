import type { Finding } from "../../../contracts/verdict.js";
import { escapeHtml } from "../escape.js";
import { guideOf } from "./finding-guide.js";

/** One section of the operations guide as HTML. */
export function guideSection(finding: Pick<Finding, "check">): string {
  const { kind, means, likelyCauses, action } = guideOf(finding);
  const parts = [
    ["Means", means],
    ["Likely causes", likelyCauses],
    ["Action", action],
  ] as const;
  const rows = parts.map(([name, text]) => `<dt>${name}</dt><dd>${inlineMarkdown(capital(text))}</dd>`);
  return `<article class="guide"><h3>${escapeHtml(kind)}<small>section of docs/operations.md</small></h3><dl class="provenance">${rows.join("")}</dl></article>`;
}

/** Code and links of Markdown; a link to a page that is not here is its text. */
function inlineMarkdown(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
