import type { Schema } from './read-document.js';

const HEAD = `// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
`;

/** The head of each generated file. */
export const GENERATED = HEAD;

/** All schemas as types, and the codes of all problems as a union. */
export function renderTypes(schemas: readonly Schema[], codes: readonly string[]): string {
  const types = [...schemas].sort((a, b) => (a.name < b.name ? -1 : 1)).map(renderSchema);
  const union = codes.map((code) => `\n  | '${code}'`).join('');
  const comment =
    '/** What a problem can be. Codes are never renamed; a newer shop may have more. */';
  return `${GENERATED}\n${types.join('\n')}\n${comment}\nexport type ProblemCode =${union};\n`;
}

function renderSchema({ name, description, content, isInterface }: Schema): string {
  const comment = commentOf([description], '');
  if (!isInterface) return `${comment}export type ${name} = ${tidy(content).trim()};\n`;
  const body = tidy(content);
  return `${comment}export interface ${name} {${body === '' ? '' : `\n${body}\n`}}\n`;
}

/** A member on one line that may be missing. */
const OPTIONAL = /^( +"?[\w.[\]-]+"?\?: .*);$/;

/** Source text of the generator in the layout of the rest: two blanks a level, semicolons, no idle brackets. */
export function tidy(source: string): string {
  let depth = 0;
  const lines = source.split('\n').flatMap((line) => {
    const text = line
      .trim()
      .replace(/,$/, ';')
      .replace(/\((\w+)\)\[\]/g, '$1[]')
      .replace(/Record<string,unknown>/g, 'Record<string, unknown>');
    if (text === '') return [];
    const isComment = /^(\/\*\*|\*)/.test(text);
    const opens = isComment ? 0 : (text.match(/\{/g) ?? []).length;
    const closes = isComment ? 0 : (text.match(/\}/g) ?? []).length;
    const own = Math.max(0, closes - opens);
    depth -= own;
    const indented = `${'  '.repeat(depth + 1)}${text.startsWith('*') ? ' ' : ''}${text}`;
    depth += opens - closes + own;
    return [indented];
  });
  // So that callers who forbid themselves to write `undefined` where nothing is can still do so here.
  return lines.map((line) => line.replace(OPTIONAL, '$1 | undefined;')).join('\n');
}

/** A doc comment of what is not empty; nothing when all of it is. */
export function commentOf(parts: readonly string[], indent: string): string {
  const lines = parts
    .filter((part) => part.trim() !== '')
    .flatMap((part, index) => [...(index > 0 ? [''] : []), ...part.trim().split('\n')])
    .map((line) => line.trimEnd().replaceAll('*/', '*\\/'));
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0] ?? ''} */\n`;
  const inner = lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('');
  return `${indent}/**\n${inner}${indent} */\n`;
}
