import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FieldCipher } from '../../src/common/crypto/field-cipher.js';
import { AddressBox } from '../../src/modules/users/address-box.js';
import { UsersModule } from '../../src/modules/users/users.module.js';
import { runProgram, runTyped } from '../setup/command-line.js';
import { findInDatabase } from '../setup/dump.js';
import { useIntegration } from '../setup/test-app.js';
import { builtFile } from '../setup/test-build.js';
import { testRun } from '../setup/test-run.js';

const LIMIT_MS = 120_000;
const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

describe('Keys and erasures on the command line', () => {
  const t = useIntegration({ only: [UsersModule], env: { ENCRYPTION_KEYS: `k1:${first}` } });
  const folder = (): string => {
    const path = join(testRun().folder, 'privacy-cli');
    mkdirSync(path, { recursive: true });
    return path;
  };
  const withKeys = (keys: string) => ({ ...t.variables, ENCRYPTION_KEYS: keys });
  const both = `k2:${second},k1:${first}`;
  // A start of its own for the first, which stands for all of them.
  const program = (...args: string[]) =>
    runProgram(builtFile('src/cli.js'), args, withKeys(both), folder());
  const run = (args: readonly string[], keys = both) => runTyped(args, withKeys(keys));

  it('replaces a key, and says when the old one can go', { timeout: LIMIT_MS }, async () => {
    const customer = await t.given.customer();
    const address = await t.given.address(customer, { street: '1 Cli Street' });
    const before = await program('keys', 'status');
    expect(before).toMatchObject({ code: 0, errors: '' });
    expect(before.output).toMatch(/user_addresses\.street\s+k1\s+1\n/);
    expect(before.output).not.toContain('take it out');
    const rotated = await run(['keys', 'rotate']);
    expect(rotated.code).toBe(0);
    expect(rotated.errors).toMatch(/user_addresses: 1 rows\n/);
    const again = await run(['keys', 'rotate', '--json']);
    expect(JSON.parse(again.output)).toMatchObject({ isComplete: true, unreadable: 0, guests: 0 });
    const after = JSON.parse((await run(['keys', 'status', '--json'])).output) as object;
    expect(after).toMatchObject({ current: 'k2', removable: ['k1'], missing: [] });
    const lost = await run(['keys', 'status'], `k9:${randomBytes(32).toString('base64')}`);
    expect(lost).toMatchObject({ code: 1 });
    expect(lost.output).toMatch(/nobody can read what it encrypted: k2/);
    const { rows } = await t.owner.query<{ street: string }>(
      'SELECT street FROM user_addresses WHERE id = $1',
      [address.id],
    );
    const ring = [{ id: 'k2', key: Buffer.from(second, 'base64') }];
    const box = new AddressBox(new FieldCipher({ ENCRYPTION_KEYS: ring }));
    expect(box.unseal('street', address.id, rows[0]?.street ?? '')).toBe('1 Cli Street');
  });

  it('erases once more by the list that was kept', { timeout: LIMIT_MS }, async () => {
    const email = `${randomUUID()}@example.com`;
    const customer = await t.given.customer({ email });
    const { id } = await t.given.erasure(customer);
    const list = await run(['erasures', 'list']);
    expect(list).toMatchObject({ code: 0, errors: '' });
    expect(list.output).toContain(customer.id);
    expect(list.output).not.toContain(email);
    await t.owner.query('DELETE FROM erasures WHERE id = $1', [id]);
    const file = join(folder(), 'erasures.json');
    writeFileSync(file, list.output);
    const applied = await run(['erasures', 'apply', '--from', file]);
    expect(applied).toMatchObject({ code: 0, errors: '' });
    expect(applied.output).toBe('1 taken from the file, 1 erased.\n');
    expect(await findInDatabase(t.owner, [email])).toEqual([]);
    writeFileSync(file, '[{"id":"x"}]');
    expect((await run(['erasures', 'apply', '--from', file])).code).toBe(1);
  });
});
