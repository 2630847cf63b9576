/** What the report on quality adds to the look of reports. */
export const QUALITY_STYLE = `
.quality{min-width:38rem}
.quality .grid{stroke:var(--line)}.quality text{font-variant-numeric:tabular-nums}
.quality .expected-band{fill:var(--reference);opacity:.28}.quality .expected{fill:none;stroke:var(--reference);stroke-width:2}
.quality .level{stroke:var(--ink);stroke-dasharray:4 3;opacity:.6}
.quality .realised{fill:var(--current)}.quality .whisker{stroke:var(--current);stroke-width:1.5}
.legend .key.expected{background:var(--reference)}.legend .key.realised{background:var(--current);border-radius:50%}
td small{display:block;color:var(--quiet)}
`;
