/** Style of the operations page. */
export const CONSOLE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --good: #2a7d4f; --bad: #c0392b; --warn: #b9770e; --bar: #3b6ea8; }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; padding: 0 1rem 2rem; max-width: 76rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
nav { margin-left: auto; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(21rem, 1fr)); gap: 1rem; margin-top: 1rem; }
main[hidden] { display: none; }
section { border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; }
form { max-width: 22rem; margin: 3rem auto; display: grid; gap: .8rem; } form[hidden] { display: none; }
label { display: grid; gap: .2rem; } label[hidden] { display: none; }
input, button { font: inherit; padding: .4rem .6rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .2rem .5rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; } .warn { color: var(--warn); }
.figures { display: flex; flex-wrap: wrap; gap: .3rem 1.5rem; margin: 0 0 .6rem; padding: 0; list-style: none; }
.figures b { font-size: 1.35rem; display: block; }
svg { width: 100%; height: auto; } svg text { font: 10px system-ui, sans-serif; fill: currentColor; }
.bar { fill: var(--bar); } .bar.bad { fill: var(--bad); } .bar.warn { fill: var(--warn); } .ground { fill: var(--line); }
[role=alert]:empty { display: none; } [role=alert] { color: var(--bad); }
`;
