import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../cli/commands.js';
import { knownQueueNames } from '../../worker-queues.js';
import { NOT_RUN } from './not-run.js';
import { CLI, type ShownCommand, shownCommands, unlabelledBlocks } from './shown-commands.js';

const pages = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).trim().split('\n');
const read = (path: string): string => readFileSync(path, 'utf8');
const shown = pages.flatMap((page) => shownCommands(page, read(page)));
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** What `test/e2e/start.e2e-spec.ts` runs: requests and the command line, unless they are named. */
function isRun({ text }: ShownCommand): boolean {
  return !(text in NOT_RUN) && (text.startsWith(CLI) || /(?:^|[\s(])curl /.test(text));
}

/** What is wrong with a command that nothing here runs; null when nothing can be seen. */
function faultOf(text: string): string | null {
  const [, script, rest = ''] = /^npm run ([\w:-]+)(?: -- (.*))?$/.exec(text) ?? [];
  if (script === undefined) return null;
  if (!(script in scripts)) return `no script ${script}`;
  if (script === 'proof') return faultOfProof(rest);
  if (script === 'start:worker') return faultOfQueue(rest);
  if (script === 'cli') return COMMAND_NAMES.includes(rest.split(' ')[0] ?? '') ? null : 'unknown';
  return script === 'bench' ? faultOfOptions(rest, 'src/dev/bench/main.ts') : null;
}

function faultOfProof(args: string): string | null {
  const [, name = '', part] = /^([\w-]+)(?: --part "?([^"]+)"?)?$/.exec(args) ?? [];
  if (name === 'NAME') return null;
  const file = `src/dev/proof/${name}/${name}.ts`;
  if (!existsSync(file) || !read('src/dev/proof/main.ts').includes(`/${name}.js'`)) {
    return `no proof ${name}`;
  }
  const known = [...read(file).matchAll(/\[\s*'([^']+)',\s*\(\) =>/g)].map(([, one = '']) => one);
  const isKnown = part === undefined || known.some((one) => one.includes(part));
  return isKnown ? null : `${name} has no part ${part}`;
}

function faultOfQueue(queue: string): string | null {
  const isRecipe = pages.some(
    (page) => page.startsWith('docs/cookbook/') && read(page).includes(`defineQueue('${queue}'`),
  );
  return isRecipe || knownQueueNames().includes(queue) ? null : `no queue ${queue}`;
}

function faultOfOptions(args: string, file: string): string | null {
  const asked = [...args.matchAll(/--([a-z]+)/g)].map(([, name = '']) => name);
  const missing = asked.filter((name) => !new RegExp(`\\b${name}: \\{ type:`).test(read(file)));
  return missing.length === 0 ? null : `no option ${missing.join(', ')}`;
}

describe('What the documents tell people to type', () => {
  it('is found: in blocks, in the middle of a sentence, over two lines, in short', () => {
    const page = [
      'Type `npm run',
      'build && npm run docs`, then `cli roles --admin-url URL`, or `jobs list`; not `jobs`.',
      '```sh',
      'npm run bench -- --orders   # long',
      '```',
      '```sh',
      'A=1',
      'curl $A',
      '```',
      '```',
      'curl forgotten',
      '```',
    ].join('\n');
    expect(shownCommands('p', page).map(({ text }) => text)).toEqual([
      'npm run build',
      'npm run docs',
      'npm run cli -- roles --admin-url URL',
      'npm run cli -- jobs list',
      'npm run bench -- --orders',
      'A=1\ncurl $A',
    ]);
    expect(unlabelledBlocks(page)).toEqual(['```\ncurl forgotten\n```']);
  });

  it('is run by a test, or stands in the list with a reason', () => {
    expect(shown.filter((one) => !isRun(one) && !(one.text in NOT_RUN))).toEqual([]);
    expect(pages.filter((page) => unlabelledBlocks(read(page)).length > 0)).toEqual([]);
  });

  it('and is not run is still shown, can be called so, and its reason names files that there are', () => {
    const texts = new Set(shown.map(({ text }) => text));
    expect(Object.keys(NOT_RUN).filter((text) => !texts.has(text))).toEqual([]);
    const faults = Object.keys(NOT_RUN).map((text) => [text, faultOf(text)]);
    expect(faults.filter(([, fault]) => fault !== null)).toEqual([]);
    const files = Object.values(NOT_RUN).flatMap(
      (why) => why.match(/\S+\.(?:ts|mjs)|\.ci\/run/g) ?? [],
    );
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names proofs, parts, queues and options that there are', () => {
    expect(faultOf('npm run proof -- api --part tuor')).toBe('api has no part tuor');
    expect(faultOf('npm run proof -- apis')).toBe('no proof apis');
    expect(faultOf('npm run start:worker -- nobody')).toBe('no queue nobody');
    expect(faultOf('npm run bench -- --colour')).toBe('no option colour');
    expect(faultOf('npm run nothing')).toBe('no script nothing');
  });
});
