/** One sheet for every page: light and dark by the system, from 320 pixels up, no script needed. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#d5dae1, #3a414c); --edge: light-dark(#77818e, #828d9b); --soft: light-dark(#f5f7f9, #1c2027);
  --ink: light-dark(#1a1f27, #e8ebf0); --dim: light-dark(#55606f, #a6b0bf); --link: light-dark(#0a58a8, #7db7ff);
  --accent: light-dark(#9c3210, #ff9d76); --accent-ink: light-dark(#fff, #2a0f04); --page: light-dark(#fff, #14171c); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; justify-content: space-between; padding-top: 1rem; }
h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
a { color: var(--link); } a:focus-visible, button:focus-visible, select:focus-visible, .scroll:focus-visible, iframe:focus-visible
  { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .5rem; }
main:focus { outline: none; } section { margin: 2rem 0; } .dim { color: var(--dim); margin: .5rem 0; max-width: 46rem; } .small { color: var(--dim); font-size: .85rem; }
.now { font-size: 1.6rem; font-variant-numeric: tabular-nums; margin: 0; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0; align-items: end; }
button, select { font: inherit; min-height: 2.75rem; padding: .4rem .9rem; border-radius: .5rem; border: 1px solid var(--edge);
  background: var(--soft); color: inherit; cursor: pointer; } label, select { max-width: 100%; }
button.main { background: var(--accent); color: var(--accent-ink); border-color: transparent; }
progress { width: 100%; max-width: 30rem; height: 1rem; accent-color: var(--accent); }
dl.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0; }
dl.counts div { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
dl.counts dt { color: var(--dim); font-size: .9rem; } dl.counts dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; } dl.facts dt { color: var(--dim); } dl.facts dd { margin: 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--dim); font-weight: 600; font-size: .9rem; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody th, tfoot th { color: inherit; font-size: inherit; } tfoot td.number { font-weight: 600; } td.number + td:not(.number), th.number + th:not(.number) { padding-left: 1rem; }
td time { white-space: nowrap; } td ul { margin: 0; padding: 0; list-style: none; }
.empty, .notice { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
.notice { border-left: .3rem solid var(--accent); }
iframe { width: 100%; height: min(60rem, 85vh); min-height: 24rem; border: 1px solid var(--line); border-radius: .5rem; background: #fff; }
pre { white-space: pre-wrap; background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
nav.pages { display: flex; gap: 1rem; margin-top: .75rem; }
@media (max-width: 46rem) {
  table.cards thead { position: absolute; left: -999rem; } table.cards, table.cards tbody, table.cards tfoot, table.cards tr, table.cards td, table.cards tbody th, table.cards tfoot th { display: block; border: 0; }
  table.cards tr { border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .75rem; padding: .5rem .75rem; }
  body { overflow-wrap: anywhere; } h1 { font-size: 1.2rem; } table.cards td.number + td { padding-left: 0; }
  table.cards td, table.cards tbody th, table.cards tfoot th { padding: .15rem 0; text-align: left; } table.cards td::before { content: attr(data-label) " "; color: var(--dim); font-size: .9rem; margin-right: .35rem; }
  dl.facts { grid-template-columns: 6.5rem 1fr; gap: .35rem .75rem; }
}`;
