import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).trim().split('\n');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

describe('The documents', () => {
  it.each(pages)('%s leads to files that there are, and calls scripts that there are', (page) => {
    const text = readFileSync(page, 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
    const called = [...text.matchAll(/npm run ([a-z][a-z:-]+)/g)].map(([, name = '']) => name);
    expect(called.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('name folders of the code that there are', () => {
    const named = pages
      .filter((page) => page.startsWith('docs/') || !page.includes('/'))
      .flatMap((page) => [
        ...readFileSync(page, 'utf8').matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g),
      ]);
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(path))).toEqual([]);
  });
});
