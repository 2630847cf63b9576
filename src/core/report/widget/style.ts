const LIGHT =
  "--ink:#16191f;--quiet:#545b64;--line:#d5dbdb;--panel:#f4f6f7;--reference:#9aa7b5;--current:#1f6feb;--good:#1a7f4b;--bad:#b3261e;--warn:#8a5a00;--band:#1a7f4b26;--heat0:#e6eeea;--heat1:#f6e7b5;--heat2:#f2c572;--heat3:#e4803f;--heat4:#cc4432;--heat5:#8f1d1d;color-scheme:light";
const DARK =
  "--ink:#e4e8eb;--quiet:#a2acb5;--line:#3a444e;--panel:#222931;--reference:#6b7884;--current:#58a6ff;--good:#4cc38a;--bad:#ff8a80;--warn:#e0b050;--band:#4cc38a2e;--heat0:#24332d;--heat1:#5a4f26;--heat2:#82642a;--heat3:#b8662c;--heat4:#d9503c;--heat5:#ff7a6b;color-scheme:dark";

/**
 * The look of widgets. CloudWatch puts them into its own document, so every rule is held below one class, and the theme is
 * the dashboard's, not the system's.
 */
export const WIDGET_STYLE = `
.plumbline,.plumbline.light{${LIGHT}}
.plumbline.dark{${DARK}}
@media(prefers-color-scheme:dark){.plumbline.auto{${DARK}}}
.plumbline{font:14px/1.45 "Amazon Ember","Helvetica Neue",Roboto,Arial,sans-serif;color:var(--ink);padding:2px}
.plumbline *{box-sizing:border-box}
.plumbline p{margin:.35em 0}
.plumbline h3{font-size:15px;line-height:1.35;font-weight:700;margin:0;overflow-wrap:anywhere}
.plumbline h4{font-size:13px;font-weight:600;margin:1em 0 .2em;color:var(--quiet)}
.plumbline .quiet{color:var(--quiet);font-size:12.5px}
.plumbline a{cursor:pointer}
.plumbline cwdb-action{display:none}
.plumbline .link{color:var(--current);text-decoration:underline;text-underline-offset:2px}
.plumbline .btn{display:inline-block;border:1px solid var(--quiet);border-radius:3px;padding:4px 12px;color:var(--ink);background:none;font-weight:600;text-decoration:none}
.plumbline .btn-primary{border-color:var(--current);color:var(--current)}
.plumbline .notice{border-left:4px solid var(--quiet);background:var(--panel);padding:7px 10px;margin:0 0 10px;overflow-wrap:anywhere}
.plumbline .notice.done{border-color:var(--good)}.plumbline .notice.refused{border-color:var(--bad)}
.plumbline .heat{width:100%;border-collapse:collapse;table-layout:fixed}
.plumbline .heat th,.plumbline .heat td{padding:0;border:0;background:none;text-align:left;height:19px}
.plumbline .heat th{width:28%;max-width:220px;font-weight:400;padding-right:10px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.plumbline .heat svg{display:block;width:100%;height:16px}
.plumbline .heat .ticks{display:flex;justify-content:space-between;color:var(--quiet);font-size:12px;white-space:nowrap}
.plumbline .h0{fill:var(--heat0)}.plumbline .h1{fill:var(--heat1)}.plumbline .h2{fill:var(--heat2)}.plumbline .h3{fill:var(--heat3)}.plumbline .h4{fill:var(--heat4)}.plumbline .h5{fill:var(--heat5)}
.plumbline .key{display:inline-flex;align-items:center;gap:5px;margin-right:12px;white-space:nowrap}
.plumbline .key svg{width:12px;height:12px}
.plumbline .incident{border:1px solid var(--line);border-left-width:4px;border-radius:4px;padding:9px 12px;margin:0 0 10px}
.plumbline .incident.live.medium{border-left-color:var(--warn)}.plumbline .incident.live.high,.plumbline .incident.live.critical{border-left-color:var(--bad)}
.plumbline .incident ul{margin:.4em 0;padding-left:1.2em}
.plumbline .incident li{overflow-wrap:anywhere}
.plumbline .said{background:var(--panel);padding:5px 9px;border-radius:3px;overflow-wrap:anywhere}
.plumbline .answer{display:flex;flex-wrap:wrap;gap:7px 9px;align-items:center;margin-top:8px}
.plumbline .answer input{font:inherit;color:inherit;background:none;border:1px solid var(--quiet);border-radius:3px;padding:4px 8px;min-width:0}
.plumbline .answer .why{flex:1 1 15em}.plumbline .answer .who{flex:0 1 9em}
.plumbline .chart{display:block;width:100%;height:auto}
.plumbline .chart text{fill:var(--quiet);font-size:14px}
.plumbline .timeline text{font-size:11px}
.plumbline .axis,.plumbline .grid{stroke:var(--line)}
.plumbline .reference{fill:var(--reference)}.plumbline .current{fill:var(--current)}
.plumbline .usual{fill:var(--band)}.plumbline .normal{stroke:var(--good);stroke-dasharray:5 4;stroke-width:1.5}
.plumbline .line{fill:none;stroke:var(--current);stroke-width:1.6}.plumbline .p95{stroke:var(--warn);stroke-dasharray:7 3}.plumbline .p99{stroke:var(--bad);stroke-dasharray:2 2}.plumbline .dot{fill:var(--current)}
.plumbline .limit{stroke:var(--bad);stroke-dasharray:5 4}
.plumbline .below{stroke:var(--reference);stroke-width:1.6}.plumbline .above{stroke:var(--bad);stroke-width:2}
.plumbline .band{fill:var(--reference)}.plumbline .band.paged{fill:var(--bad)}
.plumbline .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,28em),1fr));gap:4px 26px}
`.trim();
