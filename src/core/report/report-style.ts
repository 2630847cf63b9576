/** The look of reports: one column, light and dark, readable on paper and on a phone. */
export const REPORT_STYLE = `
:root{--ink:#1c2127;--quiet:#5b6673;--line:#d9dee4;--paper:#fff;--panel:#f6f8fa;--reference:#9aa7b5;--current:#1f6feb;--ok:#1a7f4b;--bad:#c0362c;--warn:#9a6700;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf0;--quiet:#9aa6b2;--line:#323a43;--paper:#14181d;--panel:#1c2229;--reference:#66727f;--current:#58a6ff;--ok:#4cc38a;--bad:#ff7b72;--warn:#d9a233}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:64rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 .4rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2.2rem 0 .6rem}
h3{font-size:1rem;margin:1.2rem 0 .4rem}
.status{display:inline-block;margin:0;padding:.15rem .7rem;border-radius:1rem;font-weight:600;font-size:.9rem;border:1px solid currentColor}
.status.ok{color:var(--ok)}.status.drifting{color:var(--bad)}.status.learning,.status.insufficient{color:var(--warn)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.8rem;margin:1.2rem 0}
.figures div{background:var(--panel);border-radius:.5rem;padding:.7rem .9rem}
.figures dt{color:var(--quiet);font-size:.85rem}
.figures dd{margin:0;font-size:1.25rem;font-weight:600;font-variant-numeric:tabular-nums}
.figures small{display:block;font-size:.75rem;font-weight:400;color:var(--quiet)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--quiet);font-weight:500}
.number{text-align:right;font-variant-numeric:tabular-nums}
.severity{padding:.05rem .5rem;border-radius:.6rem;font-size:.8rem;border:1px solid var(--line);color:var(--quiet)}
.severity.medium{color:var(--warn);border-color:currentColor}.severity.high,.severity.critical{color:var(--bad);border-color:currentColor}
.features{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:1.2rem}
figure{margin:0;padding:.8rem 1rem;border:1px solid var(--line);border-radius:.5rem;break-inside:avoid}
figcaption{color:var(--quiet);font-size:.9rem;margin-bottom:.4rem}
figcaption strong{color:var(--ink)}
.note{margin:.3rem 0 0;color:var(--quiet);font-size:.82rem}
.chart{display:block;width:100%;height:auto}
.chart .axis{stroke:var(--line)}.chart .reference{fill:var(--reference)}.chart .current{fill:var(--current)}
.chart text{fill:var(--quiet);font-size:11px}
.legend{color:var(--quiet);font-size:.85rem}
.key{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin:0 .25em 0 .6em}
.key.reference{background:var(--reference);margin-left:0}.key.current{background:var(--current)}
.provenance{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.3rem 1rem;font-size:.92rem}
.provenance dt{color:var(--quiet)}.provenance dd{margin:0;overflow-wrap:anywhere}
td small,th small{display:block;color:var(--quiet);font-size:.8rem;font-weight:400}
th[scope=row]{overflow-wrap:anywhere;min-width:6rem}
a{color:var(--current);overflow-wrap:anywhere}
.events{list-style:none;margin:0;padding:0;font-size:.92rem}
.events li{display:grid;grid-template-columns:11.5rem 1fr;gap:.2rem 1rem;padding:.35rem 0 .35rem .8rem;border-left:3px solid var(--line)}
.events time{color:var(--quiet);font-variant-numeric:tabular-nums}
.events small{display:block;color:var(--quiet);font-size:.8rem}
.events .onset{border-color:var(--bad);font-weight:600}.events .transition{border-color:var(--warn)}
.events .answer{border-color:var(--ok)}.events .pipeline{border-color:var(--current)}
@media screen and (max-width:44rem){.scroll>table{min-width:34rem}.events li{grid-template-columns:1fr}.provenance{grid-template-columns:1fr}.provenance dd{margin-bottom:.4rem}.figures{grid-template-columns:1fr 1fr}h1{font-size:1.3rem;overflow-wrap:anywhere}}
@page{margin:14mm}
@media print{:root{--ink:#000;--quiet:#444;--line:#bbb;--paper:#fff;--panel:#f4f4f4;--reference:#9aa7b5;--current:#1f6feb;--ok:#1a7f4b;--bad:#c0362c;--warn:#8a5a00;color-scheme:light}
main{max-width:none;padding:0}body{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2,h3{break-after:avoid}tr,li,.figures div{break-inside:avoid}.scroll{overflow:visible}.scroll>*{min-width:0!important}
.features{grid-template-columns:1fr 1fr}a{color:inherit}}
`.trim();
