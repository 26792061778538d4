import type { BenchResult, GrowthFigures, SectionFigures } from './figures.js';
import { growthOf } from './figures.js';
import type { LoadFigures } from './load.js';

const BAR = 32;

/** The figures as text for a terminal, with bars. */
export function toText(result: BenchResult): string {
  const { shared, memory } = result;
  const redis =
    shared === null
      ? []
      : [
          '',
          `one answer at a time: ${shared.redisMs.toFixed(2)} ms out of Redis, ${shared.statementMs.toFixed(2)} ms its rows out of PostgreSQL`,
        ];
  return [
    ...result.sections.flatMap(sectionLines),
    '',
    'p50 of one request at a time, cache off, ms',
    ...result.growth.map(growthLine),
    ...redis,
    '',
    'memory of the API under load, MB',
    ...memory.map(
      ({ products, offMb, onMb }) =>
        `  ${sizeName(products).padStart(5)}  cache off ${offMb}, on ${onMb}`,
    ),
  ].join('\n');
}

/** 10000 becomes 10k. */
export function sizeName(products: number): string {
  if (products >= 1_000_000) return `${products / 1_000_000}M`;
  return products >= 1_000 ? `${products / 1_000}k` : String(products);
}

/** Of the two pairs: the API from memory beside Fastify, and from the database beside PostgreSQL. */
export function ratios({ fastify, on, off, pg }: SectionFigures): { on: number; off: number } {
  return { on: on.perSecond / fastify.perSecond, off: off.perSecond / pg.perSecond };
}

function sectionLines(figures: SectionFigures): string[] {
  const { section, products, bytes, statements } = figures;
  const ratio = ratios(figures);
  const most = Math.max(figures.fastify.perSecond, figures.pg.perSecond, figures.on.perSecond);
  const line = (name: string, load: LoadFigures, beside = ''): string => {
    const bar = '█'.repeat(Math.max(1, Math.round((load.perSecond / most) * BAR))).padEnd(BAR);
    const rate = Math.round(load.perSecond).toLocaleString('en').padStart(7);
    const cpu = load.cpuMicros === 0 ? '' : `${load.cpuMicros.toFixed(0)} µs CPU`;
    return `  ${name.padEnd(15)}${rate}/s ${bar} p50 ${load.p50.toFixed(1).padStart(5)} ms  ${cpu.padStart(10)}  ${beside}`.trimEnd();
  };
  return [
    '',
    `${section}, ${sizeName(products)} products: ${(bytes / 1_024).toFixed(1)} KB, at most ${statements} statement${statements === 1 ? '' : 's'}`,
    line('bare Fastify', figures.fastify),
    line('API, cache on', figures.on, `${ratio.on.toFixed(2)} of bare Fastify`),
    line('bare pg', figures.pg),
    line('API, cache off', figures.off, `${ratio.off.toFixed(2)} of bare pg`),
  ];
}

function growthLine(growth: GrowthFigures): string {
  const times = growth.p50.map(
    ({ products, ms }) => `${sizeName(products)} ${ms.toFixed(2).padStart(6)}`,
  );
  return `  ${growth.section.padEnd(8)} ${times.join('   ')}   × ${growthOf(growth).toFixed(2)}`;
}

/** The same as one page with bars, without anything from elsewhere. */
export function toHtml(result: BenchResult, about: string): string {
  const blocks = result.sections.map(htmlBlock).join('\n');
  return `<!doctype html><meta charset="utf-8"><title>eshop bench</title>
<style>body{font:14px system-ui;margin:2rem;max-width:60rem}h2{font-size:1rem;margin:1.5rem 0 .3rem}
.row{display:flex;align-items:center;gap:.5rem;margin:2px 0}.row span{width:9rem}.row i{height:1rem;background:#4a7;display:block}
.row i.bare{background:#bbb}pre{background:#f6f6f6;padding:1rem}</style>
<h1>eshop bench</h1><p>${about}</p>${blocks}<pre>${toText(result)}</pre>`;
}

function htmlBlock(figures: SectionFigures): string {
  const { section, products, fastify, on, off, pg } = figures;
  const rows = [
    ['bare Fastify', fastify, 'bare'],
    ['API, cache on', on, ''],
    ['bare pg', pg, 'bare'],
    ['API, cache off', off, ''],
  ] as const;
  const most = Math.max(...rows.map(([, load]) => load.perSecond));
  const bars = rows.map(([name, { perSecond }, kind]) => {
    const width = Math.round((perSecond / most) * 400);
    return `<div class="row"><span>${name}</span><i class="${kind}" style="width:${width}px"></i>${Math.round(perSecond)}/s</div>`;
  });
  return `<h2>${section}, ${sizeName(products)} products</h2>${bars.join('')}`;
}
