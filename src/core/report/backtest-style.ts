/** What a backtest report needs beyond the common look. */
export const BACKTEST_STYLE = `
.status.found{color:var(--bad)}.status.quiet{color:var(--ok)}.status.unpromised{color:var(--warn)}
.notes{border-left:3px solid var(--warn);margin:1rem 0;padding:.1rem 0 .1rem 1.6rem}
.timeline{min-width:38rem}
.timeline .band{fill:var(--line)}.timeline .band.paged{fill:var(--bad);opacity:.85}
.timeline .below{stroke:var(--reference);stroke-width:1.5}.timeline .above{stroke:var(--bad);stroke-width:1.5}
.timeline .limit{stroke:var(--ink);stroke-dasharray:4 3;opacity:.6}.timeline .grid{stroke:var(--line)}
.timeline text{font-variant-numeric:tabular-nums}
.key.paged{background:var(--bad)}.key.unpaged{background:var(--line)}
.incident{margin:1.6rem 0;break-inside:avoid}
.incident h3{font-size:1rem;margin:0 0 .2rem}
.incident .when{color:var(--quiet);font-size:.9rem;margin:0 0 .3rem}
.judging{font-weight:600}
td small,th small{display:block;color:var(--quiet);font-size:.8rem;font-weight:400}
th[scope=row]{overflow-wrap:anywhere;min-width:8rem}
.severity,.number{white-space:nowrap}thead .number{white-space:normal}
table.wide{min-width:44rem}
.wide td:last-child{white-space:nowrap}
@media screen and (max-width:44rem){table.wide{min-width:36rem}table.rules{min-width:24rem}table.rules small{display:none}th[scope=row]{min-width:6rem}}
`.trim();
