/** Dashboards: the grid, widgets, charts and their palette, and the text of text widgets. */
export const chartStyle = `
:root {
  --c0: light-dark(#23708a, #6cb6cc);
  --c1: light-dark(#b85c24, #e39b67);
  --c2: light-dark(#577a2b, #a4c46f);
  --c3: light-dark(#7d4f94, #c39ad6);
  --c4: light-dark(#96741a, #d9b75a);
  --c5: light-dark(#45599c, #93a5e3);
  --c6: light-dark(#a3425a, #e48da2);
  --c7: light-dark(#5d6269, #a9b0b7);
}
.c0 { color: var(--c0); } .c1 { color: var(--c1); } .c2 { color: var(--c2); } .c3 { color: var(--c3); }
.c4 { color: var(--c4); } .c5 { color: var(--c5); } .c6 { color: var(--c6); } .c7 { color: var(--c7); }

.grid { display: grid; gap: 14px; }
@media (min-width: 760px) {
  .grid { grid-template-columns: repeat(24, minmax(0, 1fr)); grid-auto-rows: minmax(32px, auto); }
}
.widget {
  display: flex; flex-direction: column; min-width: 0; padding: 14px 16px 12px;
  background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
}
.widget-plain { padding: 6px 2px; background: none; border-color: transparent; }
.widget-title { margin-bottom: 10px; font: 600 14px/1.4 var(--sans); }
.note {
  flex: 1; padding: 12px 14px; border: 1px dashed var(--line); border-radius: 8px;
  color: var(--muted); font-size: 14px; overflow-wrap: anywhere;
}
.note strong { color: var(--ink); }
.note-bad { border-color: var(--bad); color: var(--bad); }

.chart { container-type: inline-size; }
.plot-row { display: flex; gap: 9px; }
.plot { display: block; flex: 1; min-width: 0; overflow: visible; }
.value-axis { flex: none; width: 40px; overflow: visible; }
.plot text, .value-axis text { fill: var(--muted); font: 400 11.5px var(--sans); font-variant-numeric: tabular-nums; }
.axis-names { display: flex; justify-content: space-between; margin-bottom: 4px; color: var(--muted); font-size: 12px; }
.gridline { stroke: var(--line); stroke-width: 1; shape-rendering: crispEdges; }
.plot .zero, .tick line { stroke: light-dark(#b9b5ab, #535b63); }
.line { fill: none; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.area { opacity: 0.72; }
.annotation { color: var(--bad); }
.annotation line { stroke-dasharray: 5 4; stroke-width: 1.25; }
.plot .annotation text {
  fill: var(--ink); font-size: 11.5px; paint-order: stroke; stroke: var(--surface); stroke-width: 3.5px; stroke-linejoin: round;
}
.hit { fill: transparent; }
.hit:hover { fill: var(--muted); fill-opacity: 0.14; }
@container (max-width: 430px) { .tick-odd { display: none; } }

.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 10px; list-style: none; font-size: 13px; }
.legend li { display: flex; align-items: baseline; gap: 7px; min-width: 0; }
.legend span { color: var(--muted); overflow-wrap: anywhere; }
.legend b { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.legend .resolution { margin-left: auto; color: var(--muted); }
.swatch { flex: none; align-self: center; }
@container (min-width: 480px) {
  .chart-legend-right { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 180px); gap: 0 18px; }
  .chart-legend-right .legend { flex-direction: column; flex-wrap: nowrap; margin-top: 4px; }
}

.widget-frame { flex: 1; width: 100%; min-height: 240px; border: 0; color-scheme: inherit; }

.singles { display: flex; flex-wrap: wrap; gap: 14px 30px; margin: auto 0; }
.single { flex: 1 1 120px; min-width: 0; }
.single dt { color: var(--muted); font-size: 13.5px; }
.single dd { display: grid; }
.single-value { font: 600 30px/1.25 var(--serif); font-variant-numeric: lining-nums tabular-nums; letter-spacing: -0.01em; }
.sparkline { width: 100%; height: 36px; margin-top: 6px; }
.alarm-list { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr)); gap: 8px 24px; list-style: none; font-size: 14px; }
.alarm-list .badge { min-width: 68px; text-align: center; }
.alarm-list li { display: flex; gap: 10px; align-items: baseline; overflow-wrap: anywhere; }

.markdown { display: grid; gap: 9px; }
.markdown .md-1 { font: 600 20px/1.3 var(--serif); }
.markdown .md-2 { font: 600 16px/1.4 var(--sans); }
.markdown .md-3 { font: 600 14px/1.4 var(--sans); color: var(--muted); }
.markdown ul, .markdown ol { padding-left: 20px; }
.markdown hr { width: 100%; border: 0; border-top: 1px solid var(--line); }
.markdown code { padding: 1px 5px; background: var(--raised); border-radius: 5px; overflow-wrap: anywhere; }
.button { display: inline-block; padding: 5px 13px; border: 1px solid var(--line); border-radius: 7px; text-decoration: none; }
`;
