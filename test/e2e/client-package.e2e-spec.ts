import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClientPackage, type ClientPackage } from '../../src/dev/client/build-package.js';
import { type CommandResult, runCommand } from '../../src/dev/run-command.js';
import { runCompiler } from '../../src/dev/run-compiler.js';
import { useApi } from '../setup/test-api.js';

/** A program as somebody writes it who has nothing but the package. */
const PROGRAM = `
import { type CartResponse, edit, EshopClient, isProblem, type ProblemCode } from 'eshop-client';
import { Connection } from 'eshop-client/connection';
import { Catalogue } from 'eshop-client/generated/catalogue';

declare const process: { readonly argv: readonly string[] };
declare const console: { log(text: string): void };

const [, , baseUrl = '', variantId = ''] = process.argv;
const shop = new EshopClient({ baseUrl });
const names: string[] = [];
for await (const product of shop.catalogue.listProducts({ limit: 1, sort: 'name' })) names.push(product.name);
const small = new Catalogue(new Connection({ baseUrl }));
const { items } = await small.listProducts();
const { data, etag } = await shop.cart.addCartItem({ variantId, quantity: 2 }).withResponse();
const cart: CartResponse = await edit(
  () => shop.cart.getCart(),
  (now, ifMatch) => shop.cart.changeCart({ notes: \`\${now.quantity} pieces\` }, { ifMatch }),
);
let code: ProblemCode | string = 'none';
try {
  await shop.cart.addCartCode({ code: 'NOPE' });
} catch (error) {
  if (isProblem(error, 'cart.code_unknown')) code = error.code;
}
const state: 'none_needed' | 'not_chosen' | 'chosen' | 'unavailable' = data.shippingState;
console.log(JSON.stringify({ names, found: items.length, etag, notes: cart.notes, code, state }));
`;

/** Faults that the types have to find. */
const WRONG = `
import { EshopClient } from 'eshop-client';
const shop = new EshopClient();
await shop.cart.addCartItem({ variantId: 'v' });
await shop.catalogue.listProducts({ sort: 'sideways' });
await shop.orders.getOrder(7);
const cart = await shop.cart.getCart();
cart.nothing;
`;

describe('The package of the client', () => {
  const t = useApi();
  let folder = '';
  let built: ClientPackage;
  const compile = (file: string): Promise<CommandResult> => {
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes'];
    const kind = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2023,dom'];
    return runCompiler(['--ignoreConfig', ...strict, ...kind, '--types', '', join(folder, file)]);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eshop-client-'));
    built = await buildClientPackage(join(folder, 'package'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
    await writeFile(join(folder, 'program.ts'), PROGRAM);
    await writeFile(join(folder, 'wrong.ts'), WRONG);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is packed, installed into an empty folder, compiled strictly, and buys', async () => {
    const npm = (...args: string[]) =>
      runCommand('npm', ['--prefix', folder, '--offline', ...args]);
    const packed = await npm('pack', '--silent', '--pack-destination', folder, built.folder);
    expect(packed.code, packed.output).toBe(0);
    const installed = await npm('install', '--no-audit', join(folder, 'eshop-client-0.1.0.tgz'));
    expect(installed.code, installed.output).toBe(0);
    const compiled = await compile('program.ts');
    expect(compiled, compiled.output).toMatchObject({ code: 0, output: '' });

    const { variantId } = await t.given.sellable({ name: 'Blue Shirt' });
    await t.given.sellable({ name: 'Red Shirt' });
    const program = join(folder, 'program.js');
    const { code, output } = await runCommand(process.execPath, [program, t.baseUrl, variantId]);
    expect(code, output).toBe(0);
    expect(JSON.parse(output)).toEqual({
      names: ['Blue Shirt', 'Red Shirt'],
      found: 2,
      etag: '"1"',
      notes: '2 pieces',
      code: 'cart.code_unknown',
      state: 'not_chosen',
    });
    const wrong = await compile('wrong.ts');
    expect(wrong.output.match(/wrong\.ts\(\d+/g)).toEqual([
      'wrong.ts(4',
      'wrong.ts(5',
      'wrong.ts(6',
      'wrong.ts(8',
    ]);
  }, 60_000);

  it('is small, and depends on nothing', () => {
    expect(built.gzipped).toBeLessThan(24_000);
    expect(built.size).toBeLessThan(120_000);
  });
});
