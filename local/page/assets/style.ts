import { chartStyle } from "./chart-style.js";
import { contentStyle } from "./content-style.js";

/** Colours, type and the frame of the page. Each colour is given once for light and once for dark. */
const frameStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f8f7f4, #14171a);
  --surface: light-dark(#ffffff, #1c2024);
  --raised: light-dark(#f1efea, #262b30);
  --ink: light-dark(#1d2126, #e9e7e2);
  --muted: light-dark(#596068, #a3aab1);
  --line: light-dark(#e2dfd8, #30363c);
  --accent: light-dark(#1f6176, #86c5d6);
  --bad: light-dark(#a2301f, #f2a08f);
  --bad-wash: light-dark(#fbeeea, #38211d);
  --good: light-dark(#33683a, #9acb9f);
  --good-wash: light-dark(#eaf3ea, #1f2f22);
  --sans: Inter, "Segoe UI", "Helvetica Neue", "Noto Sans", Arial, system-ui, sans-serif;
  --serif: Charter, "Iowan Old Style", "Source Serif 4", "Palatino Linotype", Palatino, Georgia, serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }

*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 72px; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 400 15px/1.55 var(--sans);
  overflow-wrap: break-word;
}
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, table { margin: 0; padding: 0; }
h2 { font: 600 21px/1.3 var(--serif); letter-spacing: -0.005em; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { text-decoration-thickness: 2px; }
code, pre { font-family: var(--mono); font-size: 0.88em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }

.unseen, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip:focus { position: fixed; z-index: 3; top: 8px; left: 8px; padding: 8px 14px; background: var(--surface); }
.faint { color: var(--muted); font-size: 13.5px; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.scroll { overflow-x: auto; }

.bar {
  position: sticky; z-index: 2; top: 0;
  display: flex; flex-wrap: wrap; align-items: center; gap: 8px 22px;
  padding: 12px max(24px, calc((100vw - 1232px) / 2));
  background: var(--paper);
  border-bottom: 1px solid var(--line);
}
.brand {
  display: inline-flex; align-items: center; gap: 9px;
  color: var(--ink); font: 600 18px/1 var(--serif); text-decoration: none;
}
.brand svg { color: var(--accent); }
.sections { display: flex; gap: 18px; font-size: 14px; }
.sections a { padding: 6px 0; color: var(--muted); text-decoration: none; }
.sections a:hover { color: var(--ink); }
.clock { margin-left: auto; font-size: 14px; font-variant-numeric: tabular-nums; }
.ranges, .tabs { display: flex; gap: 2px; padding: 3px; background: var(--raised); border-radius: 8px; }
.ranges a, .tabs a {
  padding: 4px 11px; border-radius: 6px;
  color: var(--muted); font-size: 13px; text-align: center; text-decoration: none; white-space: nowrap;
}
.ranges a:hover, .tabs a:hover { color: var(--ink); }
.ranges [aria-current], .tabs [aria-current] {
  background: var(--surface); color: var(--ink); font-weight: 600;
  box-shadow: 0 1px 2px light-dark(#0000001f, #00000066);
}
.theme {
  display: inline-grid; place-items: center; width: 34px; height: 34px;
  border: 0; border-radius: 8px; background: none; color: var(--muted); cursor: pointer;
}
.theme:hover { background: var(--raised); color: var(--ink); }

main { max-width: 1280px; margin: 0 auto; padding: 30px 24px 48px; }
.foot { padding: 20px 24px 36px; color: var(--muted); font-size: 13px; text-align: center; }

@media (max-width: 759px) {
  .bar { position: static; gap: 10px 16px; padding: 12px 16px; }
  .sections { order: 3; width: 100%; justify-content: space-between; gap: 10px; font-size: 13.5px; }
  .clock { order: 4; margin: 0; flex: 1; }
  .theme { order: 2; margin-left: auto; }
  .ranges { order: 5; width: 100%; }
  .ranges a { flex: 1; padding: 6px 4px; }
  main { padding: 22px 16px 40px; }
  html { scroll-padding-top: 8px; }
}
`;

export const style = [frameStyle, contentStyle, chartStyle].join("\n");
