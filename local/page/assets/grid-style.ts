import { GRID_COLUMNS, GRID_ROWS, TALLEST_WIDGET } from "../dashboard/widgets.js";

/**
 * Classes for places on a dashboard's grid (`x6 y0 w12 h6`), because the content policy forbids style attributes. On
 * narrow screens widgets follow each other in one column.
 */
export function gridStyle(): string {
  const rules = [
    ...rulesFor(GRID_COLUMNS, (index) => `.x${index}{grid-column-start:${index + 1}}`),
    ...rulesFor(GRID_COLUMNS + 1, (index) => `.w${index}{grid-column-end:span ${index}}`),
    ...rulesFor(GRID_ROWS, (index) => `.y${index}{grid-row-start:${index + 1}}`),
    ...rulesFor(TALLEST_WIDGET + 1, (index) => `.h${index}{grid-row-end:span ${index}}`),
  ];
  return `@media (min-width: 760px) {\n${rules.join("\n")}\n}\n`;
}

function rulesFor(count: number, rule: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => rule(index)).filter((text) => !/^\.[wh]0\{/.test(text));
}
