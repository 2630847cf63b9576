/** What a report on an incident adds to the look of reports. */
export const INCIDENT_STYLE = `
.lead{font-size:1.15rem;margin:.2rem 0 1rem}
.status.open{color:var(--bad)}.status.closed{color:var(--ok)}.status.persistent{color:var(--warn)}
.steps{margin:.4rem 0;padding-left:1.4rem}.steps li{margin:.25rem 0}
.evidence{margin:1rem 0;display:grid;gap:.6rem}.evidence h3{font-size:1rem;margin:0}
.evidence .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:1rem 1.6rem}
.evidence .charts p{margin:0 0 .2rem;color:var(--quiet);font-size:.85rem}
.trend .usual{fill:var(--reference);opacity:.28}.trend .grid{stroke:var(--line)}
.trend .limit{stroke:var(--bad);stroke-dasharray:4 3;opacity:.7}
.trend .course{fill:none;stroke:var(--current);stroke-width:1.5;opacity:.55}
.trend .day{fill:var(--current)}.trend .day.beyond{fill:var(--bad)}
.trend line.onset{stroke:var(--ink);stroke-width:1.5}.trend text.onset{fill:var(--ink)}
.guide h3{font-size:1rem;margin:1rem 0 .2rem}.guide h3 small{color:var(--quiet);font-weight:400;margin-left:.6rem}
code,pre{font:.88em ui-monospace,SFMono-Regular,Menlo,monospace}
code{overflow-wrap:anywhere}pre{background:var(--panel);border-radius:.4rem;padding:.5rem .7rem;margin:.2rem 0 .6rem;white-space:pre-wrap;overflow-wrap:anywhere}
@media print{.evidence .charts{grid-template-columns:1fr 1fr}}
`;
