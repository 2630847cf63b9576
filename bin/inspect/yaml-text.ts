import { Document, isCollection, isMap, visit } from "yaml";

/** A value on one line: `[a, b]`, `{ a: 1 }`, texts in quotes where they need them. */
export function yamlInline(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trim();
}

/** Nested maps as lines, with lists and the innermost maps of plain values on one line each. */
export function yamlBlock(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection: (_, node) => {
      const innermost = !node.items.some((item) =>
        isCollection(isMap(node) ? (item as { value: unknown }).value : item),
      );
      if (!isMap(node) || (innermost && node !== document.contents)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trim();
}
