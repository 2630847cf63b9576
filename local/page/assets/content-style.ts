/** Sections of the page: what is wrong now, lists, mail, reports, queues, alarms. */
export const contentStyle = `
.headline { font: 600 34px/1.2 var(--serif); letter-spacing: -0.015em; text-wrap: balance; }
.headline-bad { color: var(--bad); }
.lead { margin-top: 8px; color: var(--muted); font-size: 16px; }

.now { display: grid; grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr); gap: 28px 40px; align-items: start; }
.now-main { display: grid; gap: 14px; }
.now-side { display: grid; gap: 24px; }
.card { padding: 15px 18px 14px; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.card-bad { background: var(--bad-wash); border: 0; border-left: 4px solid var(--bad); border-radius: 4px 10px 10px 4px; }
.card-title { font: 600 17px/1.4 var(--sans); }
.card-title a { color: inherit; }
.card p { margin-top: 5px; }
.card .eyebrow { margin: 0 0 3px; color: var(--muted); font-size: 13px; }
.card-foot { font-size: 14px; font-weight: 600; }
.reason { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 3; }

.panel-title { padding-bottom: 7px; border-bottom: 1px solid var(--line); font: 600 14px/1.4 var(--sans); color: var(--muted); }
.facts { display: grid; }
.facts > div {
  display: flex; justify-content: space-between; gap: 18px;
  padding: 7px 0; border-bottom: 1px solid var(--line);
}
.facts dt { color: var(--muted); }
.facts dd { min-width: 0; font-weight: 600; font-variant-numeric: tabular-nums; text-align: right; }
.facts-wide { margin: 22px 0 30px; }
.facts-wide dt { flex: none; width: 130px; }
.facts-wide dd { flex: 1; font-weight: 400; text-align: left; }

table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { padding: 8px 0; border-bottom: 1px solid var(--line); text-align: left; font-weight: 400; vertical-align: top; }
th + *, td + * { padding-left: 14px; }
thead th { color: var(--muted); font-size: 13px; }
thead th.number { text-align: right; }
.alarms .badge { min-width: 68px; text-align: center; }
.alarms td:first-child { width: 1%; white-space: nowrap; }
.alarms th { overflow-wrap: anywhere; }
.row-bad th, .row-bad td { color: var(--bad); font-weight: 600; }

.badge {
  display: inline-block; padding: 1px 8px; border-radius: 20px;
  background: var(--raised); color: var(--muted); font-size: 12px; font-weight: 600; white-space: nowrap;
}
.badge-bad { background: var(--bad); color: var(--paper); }
.badge-good { background: var(--good-wash); color: var(--good); }

.block { margin-top: 44px; }
.block > h2, .block-head { margin-bottom: 14px; }
.block-head { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 20px; }
.block > h2:not(:first-child) { margin-top: 34px; }
article.block { margin-top: 0; }
main > section.block:first-child { margin-top: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 40px; }
.empty { color: var(--muted); }
article.block > p + p { margin-top: 10px; }
.block > .widget { margin-top: 20px; }
.lead .badge { margin-right: 4px; font-size: 13px; vertical-align: 1px; }
.back { margin-bottom: 14px; font-size: 14px; }
.back a::before { content: "← "; }

.rows { list-style: none; border-top: 1px solid var(--line); }
.rows li { display: grid; gap: 1px; padding: 10px 0; border-bottom: 1px solid var(--line); }
.rows + p { margin-top: 12px; font-size: 14px; }
.lead + .rows { margin-top: 22px; }
.row-link { font-weight: 600; color: var(--ink); text-decoration: none; }
.row-link:hover { color: var(--accent); text-decoration: underline; }

.variables { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; margin-left: auto; font-size: 14px; }
.variables label { color: var(--muted); }
select, .variables button {
  max-width: 100%; padding: 5px 9px; border: 1px solid var(--line); border-radius: 7px;
  background: var(--surface); color: var(--ink); font: inherit;
}

.mail { max-width: 720px; margin: 0 auto; }
.mail-subject { font: 600 27px/1.3 var(--serif); letter-spacing: -0.01em; text-wrap: pretty; }
.mail-head { display: grid; gap: 2px; margin: 14px 0 26px; padding-bottom: 18px; border-bottom: 1px solid var(--line); font-size: 14px; }
.mail-head > div { display: flex; gap: 12px; }
.mail-head dt { width: 48px; flex: none; color: var(--muted); }
.mail-head dd { min-width: 0; overflow-wrap: anywhere; }
.mail-body { display: grid; gap: 15px; font-size: 16.5px; line-height: 1.62; }
.mail-body p { white-space: pre-line; overflow-wrap: anywhere; }
.mail-body pre {
  margin: 0; padding: 13px 16px; white-space: pre-wrap; overflow-wrap: anywhere;
  background: var(--surface); border: 1px solid var(--line); border-radius: 9px; font-size: 13.5px; line-height: 1.6;
}

.report-title { font: 600 24px/1.3 var(--serif); overflow-wrap: anywhere; }
.report code { overflow-wrap: anywhere; }
.report-frame {
  display: block; width: 100%; height: max(420px, calc(100vh - 260px)); margin-top: 16px;
  border: 1px solid var(--line); border-radius: 10px; background: #fff;
}

.history { list-style: none; border-top: 1px solid var(--line); }
.history li { display: grid; grid-template-columns: 180px minmax(0, 1fr); gap: 14px; padding: 8px 0; border-bottom: 1px solid var(--line); font-size: 14px; overflow-wrap: anywhere; }

@media (max-width: 759px) {
  .headline { font-size: 27px; }
  .now, .columns { grid-template-columns: minmax(0, 1fr); }
  .variables { margin-left: 0; }
  .block { margin-top: 36px; }
  .tabs { max-width: 100%; overflow-x: auto; }
  .facts-wide > div { display: grid; gap: 1px; }
  .history li { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .mail-subject { font-size: 23px; }
  .mail-body { font-size: 16px; }
}
`;
