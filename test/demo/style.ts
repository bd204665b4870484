import { Markup } from './markup.ts';

/** The page's own style: light and dark by the reader's setting, and fit for paper. */
export const style = new Markup(`
:root {
  --page: #f6f7f9; --card: #ffffff; --ink: #1b2330; --soft: #5b6676; --line: #e1e5ea; --code: #f0f2f5;
  --v0: #98a2b3; --v1: #3f76c4; --v2: #1f9c82; --v3: #d98a1f; --v4: #8a63c7; --bad: #d02f44; --good: #137a5f;
  --good-soft: #e2f4ee; --warn: #8f5606; --warn-soft: #fcf0dc; --bad-soft: #fbe6e8;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", sans-serif;
  color: var(--ink); background: var(--page);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161d; --card: #1a2029; --ink: #e7ebf1; --soft: #9aa6b6; --line: #2c3541; --code: #232b36;
    --v0: #6b7686; --v1: #6d9fe8; --v2: #3fbf9f; --v3: #eaa544; --v4: #ac8be6; --bad: #ff6b7d; --good: #4fd1ae;
    --good-soft: #173a31; --warn: #f3bd6b; --warn-soft: #3c2d12; --bad-soft: #45191f;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 20px 60px; max-width: 960px; }
p { margin: 0; }
.brand { color: var(--soft); letter-spacing: .02em; }
.brand b { color: var(--ink); }
h1 { margin: 6px 0 10px; font-size: clamp(1.6rem, 4.4vw, 2.5rem); line-height: 1.18; letter-spacing: -.02em; font-weight: 700; text-wrap: balance; }
h1.bad { color: var(--bad); }
.lead { color: var(--soft); font-size: 1.06rem; max-width: 46em; }
.top { margin-bottom: 30px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 24px 26px; margin-bottom: 22px; }
.card > header { display: flex; align-items: center; gap: 12px; justify-content: space-between; }
h2 { margin: 0; font-size: 1.45rem; letter-spacing: -.01em; display: flex; align-items: center; gap: 10px; }
h3 { margin: 0 0 6px; font-size: 1rem; }
.pill { border-radius: 99px; padding: 3px 13px; font-size: .88rem; font-weight: 600; white-space: nowrap; }
.pill.released { color: var(--good); background: var(--good-soft); }
.pill.rolled-back { color: var(--warn); background: var(--warn-soft); }
.pill.failed { color: var(--bad); background: var(--bad-soft); }
.story { margin-top: 6px; max-width: 48em; }
.figures { list-style: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(122px, 1fr)); gap: 14px 18px; padding: 0; margin: 20px 0 4px; }
.figures b { display: block; font-size: 1.3rem; line-height: 1.25; letter-spacing: -.01em; font-variant-numeric: tabular-nums; white-space: nowrap; }
.figures span { display: block; color: var(--soft); font-size: .8rem; line-height: 1.35; }
.figures .good b { color: var(--good); }
.figures .bad b { color: var(--bad); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0; margin: 22px 0 2px; font-size: .82rem; color: var(--soft); }
.legend .what { color: var(--ink); font-weight: 600; }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 3px; background: var(--v0); margin-right: 6px; }
h2 .swatch { width: 15px; height: 15px; border-radius: 4px; margin: 0; }
.swatch.v1 { background: var(--v1); } .swatch.v2 { background: var(--v2); } .swatch.v3 { background: var(--v3); } .swatch.v4 { background: var(--v4); }
.swatch.bad { background: var(--bad); }
.scroll { overflow-x: auto; margin: 6px -6px 0; }
svg { display: block; width: 100%; min-width: 620px; height: auto; font: 11px system-ui, "Liberation Sans", sans-serif; }
.fill { fill: var(--v0); }
.fill.v1 { fill: var(--v1); } .fill.v2 { fill: var(--v2); } .fill.v3 { fill: var(--v3); } .fill.v4 { fill: var(--v4); } .fill.bad { fill: var(--bad); }
.grid { stroke: var(--line); stroke-width: 1; }
.tick { fill: var(--soft); font-variant-numeric: tabular-nums; }
.step { fill: var(--ink); }
.turn { stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 3 3; }
.turn-label { fill: var(--ink); font-weight: 600; }
.facts { margin: 20px 0 0; border-top: 1px solid var(--line); }
.facts > div { display: grid; grid-template-columns: 130px 1fr; gap: 14px; padding: 9px 0; border-bottom: 1px solid var(--line); }
.facts > div:last-child { border-bottom: 0; padding-bottom: 0; }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0; font-size: .93rem; overflow-wrap: anywhere; }
code, pre { font: .84rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; background: var(--code); border-radius: 5px; }
code { padding: 1px 5px; }
pre { margin: 0; padding: 9px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { color: var(--soft); font-size: .9rem; display: grid; gap: 20px; padding: 6px 4px; }
footer h3 { color: var(--ink); }
.glossary { margin: 0; columns: 2; column-gap: 34px; }
.glossary > div { break-inside: avoid; display: grid; grid-template-columns: 74px 1fr; gap: 10px; padding: 2px 0; }
.glossary dt { color: var(--ink); }
.glossary dd { font-size: .88rem; }
.plain { list-style: none; margin: 0; padding: 0; }
.quiet { color: var(--soft); font-size: .84rem; }
@media (max-width: 620px) {
  body { padding: 24px 14px 40px; }
  .card { padding: 18px 16px; }
  .card > header { flex-wrap: wrap; }
  .facts > div { grid-template-columns: 1fr; gap: 2px; }
  .glossary { columns: 1; }
}
@media print {
  :root {
    --page: #fff; --card: #fff; --ink: #1b2330; --soft: #4d5766; --line: #d5dae1; --code: #f2f4f6;
    --v0: #98a2b3; --v1: #3f76c4; --v2: #1f9c82; --v3: #d98a1f; --v4: #8a63c7; --bad: #d02f44; --good: #137a5f;
    --good-soft: #e2f4ee; --warn: #8f5606; --warn-soft: #fcf0dc; --bad-soft: #fbe6e8;
    font-size: 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact;
  }
  body { padding: 0; max-width: none; }
  svg { min-width: 0; }
  .card { break-inside: avoid; padding: 16px 18px; }
  .figures { grid-template-columns: repeat(6, 1fr); gap: 8px 10px; margin-top: 12px; }
  .figures b { font-size: 1.15rem; }
  .facts > div { padding: 5px 0; }
  @page { margin: 14mm; }
}
`);
