import { appendFile, copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/dev/run-command.js';
import { runCompiler } from '../../src/dev/run-compiler.js';
import { builtFile } from '../setup/test-build.js';
import { testRun } from '../setup/test-run.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RECIPE = join(ROOT, 'test/cookbook/every-nth-piece.diff');
const MIGRATION = 'AddEveryNthPiece1764000099000';
/** What the recipe changes; the built shop gets these files. */
const CHANGED = [
  'migrations/1764000099000-add-every-nth-piece',
  'migrations/index',
  'src/modules/discounts/discounts.types',
  'src/modules/discounts/discount-rules',
  'src/modules/pricing/discount-amounts',
];

const FEATURES = ['discounts', 'pricing'].map((name) => `src/modules/${name}`);

/** By the system's program: that of Node takes ten times as long for so many files. */
async function copy(to: string, ...from: string[]): Promise<void> {
  const { code, output } = await runCommand('cp', ['-R', ...from, to]);
  if (code !== 0) throw new Error(output);
}

describe('The recipe for a type of discount', () => {
  let folder = '';
  const git = (...args: string[]) => runCommand('git', ['-C', folder, 'apply', ...args, RECIPE]);
  /** Has the compiler look at all that discounts and prices are made of. */
  const compile = () => runCompiler(['-p', folder]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eshop-recipe-'));
    await copy(folder, join(ROOT, 'src'), join(ROOT, 'migrations'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const project = {
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { rootDir: '.', outDir: 'out', sourceMap: false },
      include: ['migrations/index.ts', 'src/common', 'src/tracing', ...FEATURES],
      exclude: ['**/*.spec.ts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('begins with a name, after which the compiler names the rest', async () => {
    const applied = await git('--include=src/modules/discounts/discounts.types.ts');
    expect(applied.code, applied.output).toBe(0);
    const { output } = await compile();
    const places = [...output.matchAll(/\/(src\/\S+\.ts)\(\d+/g)].map(([, file]) => file);
    expect([...new Set(places)]).toEqual([
      'src/modules/discounts/discount-checks.ts',
      'src/modules/discounts/discount-rules.ts',
      'src/modules/pricing/discount-amounts.ts',
    ]);
  });

  it('makes a shop in which staff make such a discount and a guest orders with it', async () => {
    const rest = await git('--exclude=src/modules/discounts/discounts.types.ts');
    expect(rest.code, rest.output).toBe(0);
    const index = join(folder, 'migrations/index.ts');
    const list = await readFile(index, 'utf8');
    await writeFile(index, list.replace(/\];\s*$/, `  ${MIGRATION},\n];\n`));
    await appendFile(
      index,
      `import { ${MIGRATION} } from './1764000099000-add-every-nth-piece.js';\n`,
    );
    expect(await compile()).toEqual({ code: 0, output: '' });

    const shop = join(folder, 'shop');
    await copy(shop, builtFile('.'));
    for (const name of CHANGED)
      await copyFile(join(folder, `out/${name}.js`), join(shop, `${name}.js`));
    const { adminUrl, template } = testRun();
    const server = join(folder, 'server.json');
    await writeFile(server, JSON.stringify({ serverUrl: adminUrl, template }), { mode: 0o600 });
    const program = join(ROOT, 'test/cookbook/order-with-recipe.mjs');
    const { code, output } = await runCommand(process.execPath, [program, shop, server]);
    expect(code, output).toBe(0);
    const type = 'every_nth_piece';
    expect(JSON.parse(output)).toEqual({
      ran: [MIGRATION],
      refused: ['discounts.invalid', '/rules/nth'],
      early: [{ type, amount: '0.00', reason: 'minimum_not_reached' }],
      // Two of the seven, none of the two.
      cart: [{ type, amount: '19.98', reason: null }],
      order: ['79.93', '19.98'],
    });
  }, 60_000);
});
