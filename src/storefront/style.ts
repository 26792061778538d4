/** Style of the storefront. Every pair of colours has a contrast of at least 4.5 to 1, in the light and in the dark. */
export const STOREFRONT_STYLE = `
:root { color-scheme: light dark; --ink: #1c1c1e; --paper: #fff; --soft: #5a5a60; --line: #c9c9cf; --mark: #0b57a4; --on-mark: #fff; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f2f5; --paper: #161618; --soft: #b4b4bc; --line: #4a4a52; --mark: #8ec1ff; --on-mark: #10243a; --bad: #ffb4ab; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: .75rem 1rem; }
header { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; border-bottom: 1px solid var(--line); }
footer { color: var(--soft); border-top: 1px solid var(--line); }
a { color: var(--mark); }
.brand { font-weight: 700; text-decoration: none; }
nav { margin-left: auto; display: flex; gap: 1rem; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; z-index: 2; }
.unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
h1:focus { outline: none; }
input, select, button, .button { font: inherit; padding: .5rem .75rem; border-radius: .4rem; border: 1px solid var(--soft); color: var(--ink); background: var(--paper); max-width: 100%; }
button, .button { background: var(--mark); color: var(--on-mark); border-color: var(--mark); cursor: pointer; text-decoration: none; display: inline-block; }
[aria-busy=true] { opacity: .8; }
#search { position: relative; flex: 1 1 16rem; display: flex; gap: .5rem; } #search input { flex: 1; }
#suggestions { position: absolute; top: 100%; left: 0; right: 0; margin: .25rem 0; padding: .25rem; list-style: none; background: var(--paper); border: 1px solid var(--line); border-radius: .4rem; z-index: 1; }
#suggestions li { padding: .4rem .5rem; cursor: pointer; } #suggestions [aria-selected=true] { background: var(--mark); color: var(--on-mark); }
.kind { font-size: .85em; font-style: italic; }
.browse { display: grid; grid-template-columns: 14rem 1fr; gap: 1.5rem; } @media (max-width: 44rem) { .browse { grid-template-columns: 1fr; } }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem; list-style: none; padding: 0; }
.grid img, .product img { width: 100%; height: auto; aspect-ratio: 1; object-fit: contain; } .grid p { margin: 0; }
.product { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 2rem; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 1rem; } fieldset[hidden] { display: none; }
.choice { display: block; padding: .3rem 0; } .choice input { width: 1.25rem; height: 1.25rem; vertical-align: middle; }
.field { display: grid; gap: .25rem; max-width: 28rem; margin: .5rem 0; }
.fault, #fault { color: var(--bad); } #fault:empty, .fault:empty { display: none; } #news { min-height: 1.5em; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .5rem .5rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.totals { display: grid; grid-template-columns: max-content max-content; gap: .25rem 2rem; } .totals dd { margin: 0; text-align: right; }
`;
