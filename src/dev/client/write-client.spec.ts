import { describe, expect, it } from 'vitest';
import { commentOf, tidy } from './render-types.js';
import { committedClient, expectedClient } from './write-client.js';

describe('The generated files of the client', () => {
  it('are those of the committed document ("npm run client:generate" writes them)', async () => {
    const [expected, committed] = await Promise.all([expectedClient(), committedClient()]);
    const differing = [...new Set([...expected.keys(), ...committed.keys()])].filter(
      (name) => expected.get(name) !== committed.get(name),
    );
    expect(differing).toEqual([]);
    expect(expected.size).toBeGreaterThan(10);
  }, 60_000);

  it('leave nothing open: no `any`, and no `unknown` but inside of objects that hold anything', async () => {
    const files = await committedClient();
    const code = [...files.values()].join('\n').replace(/\/\*\*[\s\S]*?\*\//g, '');
    expect(code.match(/\bany\b/g)).toBeNull();
    const open = code.replaceAll(/Record<string, ?unknown>/g, '').replaceAll('"unknown"', '');
    expect(open.match(/.*\bunknown\b.*/g) ?? []).toEqual([]);
  });
});

describe('Source text of the client', () => {
  it('gets two blanks a level, and no brackets without use', () => {
    expect(tidy('a?: string,\n  b: {\n c: (Thing)[],\n\n},\n')).toBe(
      '  a?: string | undefined;\n  b: {\n    c: Thing[];\n  };',
    );
  });

  it('cannot break out of its comments', () => {
    expect(commentOf(['One line', ''], '')).toBe('/** One line */\n');
    expect(commentOf(['ends */ here', 'and goes on'], '  ')).toBe(
      '  /**\n   * ends *\\/ here\n   *\n   * and goes on\n   */\n',
    );
  });
});
