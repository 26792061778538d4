/**
 * Writes compiled-layout.ts from layout.mjml. Run it after a change of the layout:
 *
 *   npm install --no-save mjml@5.4.1 && node src/modules/mail/layout/compile.mjs
 *
 * MJML is no dependency: loading it costs a worker 57 MB and more than a second (measured), and the layout
 * changes once a year. A test fails while the two files do not belong together.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

// Not a dependency: see above.
const { default: mjml } = await import(process.argv[2] ?? 'mjml');

const here = (name) => new URL(name, import.meta.url);
const source = readFileSync(here('layout.mjml'), 'utf8');
const { html, errors = [] } = await mjml(source, { validationLevel: 'strict', keepComments: true });
if (errors.length > 0) throw new Error(JSON.stringify(errors));

const between = (from, to) => {
  const start = html.indexOf(from);
  const end = html.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`${from} … ${to} is not in the page`);
  return html.slice(start + from.length, end).trim();
};
const page = `${html.slice(0, html.indexOf('<!-- blocks -->'))}{{blocks}}${html.slice(html.indexOf('<!-- /blocks -->') + 16)}`;
const parts = {
  sourceSha256: createHash('sha256').update(source).digest('hex'),
  page: page.trim(),
  paragraph: between('<!-- paragraph -->', '<!-- code -->'),
  code: between('<!-- code -->', '<!-- link -->'),
  link: between('<!-- link -->', '<!-- table -->'),
  table: between('<!-- table -->', '<!-- /blocks -->'),
};
const squeezed = Object.entries(parts).map(([name, text]) => {
  return `  ${name}: ${JSON.stringify(text.replace(/\n\s*/g, '\n'))},`;
});
const lines = ['/** Made by compile.mjs from layout.mjml with MJML; not to be edited. */'];
lines.push('export const LAYOUT = {', ...squeezed, '} as const;', '');
writeFileSync(here('compiled-layout.ts'), lines.join('\n'));
