import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import bcrypt from 'bcrypt';
import { describe, expect, it, vi } from 'vitest';
import { BlindIndex } from './blind-index.js';
import { CannotDecrypt, FieldCipher } from './field-cipher.js';
import { MailedCodes } from './mailed-codes.js';
import { LoginBusy, PasswordHasher } from './password-hasher.js';
import { Semaphore } from './semaphore.js';

const key = (id: string) => ({ id, key: randomBytes(32) });

describe('FieldCipher', () => {
  const old = key('k0');
  const current = key('k1');
  const cipher = new FieldCipher({ ENCRYPTION_KEYS: [current, old] });

  it('gives back what it was given, and never the same text twice', () => {
    const [a, b] = [cipher.encrypt('12 Harbour Street', 'x:1'), cipher.encrypt('', 'x:1')];
    expect(cipher.decrypt(a, 'x:1')).toBe('12 Harbour Street');
    expect(cipher.decrypt(b, 'x:1')).toBe('');
    expect(cipher.encrypt('12 Harbour Street', 'x:1')).not.toBe(a);
    expect(a.startsWith('k1.')).toBe(true);
  });

  it('reads with every key of the ring and marks what an old one wrote', () => {
    const text = new FieldCipher({ ENCRYPTION_KEYS: [old] }).encrypt('năm', 'x:1');
    expect(cipher.decrypt(text, 'x:1')).toBe('năm');
    expect([cipher.isStale(text), cipher.isStale(cipher.encrypt('', ''))]).toEqual([true, false]);
  });

  it('refuses another place, another key, changed bytes and nonsense', () => {
    const text = cipher.encrypt('secret', 'users.street:1');
    const flipped = text.slice(0, -2) + (text.endsWith('AA') ? 'BB' : 'AA');
    const foreign = new FieldCipher({ ENCRYPTION_KEYS: [key('k1')] }).encrypt(
      'x',
      'users.street:1',
    );
    for (const bad of [flipped, foreign, 'k9.AAAA', 'k1.AAAA', '', 'plain text', 'k1.']) {
      expect(() => cipher.decrypt(bad, 'users.street:1')).toThrow(CannotDecrypt);
    }
    expect(() => cipher.decrypt(text, 'users.street:2')).toThrow(CannotDecrypt);
  });
});

describe('BlindIndex and MailedCodes', () => {
  it('a blind index depends on the text and the key', () => {
    const index = new BlindIndex({ BLIND_INDEX_KEY: 'a'.repeat(32) });
    expect(index.of('tok_1')).toMatch(/^[0-9a-f]{64}$/);
    expect(index.of('tok_1')).toBe(index.of('tok_1'));
    expect(index.of('tok_1')).not.toBe(index.of('tok_2'));
    expect(new BlindIndex({ BLIND_INDEX_KEY: 'b'.repeat(32) }).of('x')).not.toBe(index.of('x'));
  });

  it('a code follows from row and purpose alone, and its hash forgives case and blanks', () => {
    const codes = new MailedCodes({ CODE_SECRET: 'c'.repeat(32) });
    const code = codes.codeFor('row', 'verify_email');
    expect(code).toMatch(/^[0-9a-f]{32}$/);
    expect(codes.codeFor('row', 'verify_email')).toBe(code);
    expect(codes.codeFor('row', 'reset_password')).not.toBe(code);
    expect(codes.codeFor('other', 'verify_email')).not.toBe(code);
    expect(codes.hashFor('row', 'verify_email')).toBe(codes.hashOf(` ${code.toUpperCase()}\n`));
  });
});

describe('PasswordHasher', () => {
  const hasher = new PasswordHasher({
    PASSWORD_PEPPER: 'p'.repeat(32),
    LOGIN_CONCURRENCY: 2,
    PASSWORD_HASH_COST: 12,
  });

  it('tells passwords apart behind byte 72 and behind a NUL', async () => {
    const long = await hasher.hash('x'.repeat(72) + 'a');
    expect(await hasher.verify('x'.repeat(72) + 'a', long)).toBe(true);
    expect(await hasher.verify('x'.repeat(72) + 'b', long)).toBe(false);
    const nul = await hasher.hash('abc\0defgh');
    expect(await hasher.verify('abc\0other', nul)).toBe(false);
    const emoji = await hasher.hash('😀'.repeat(64));
    expect(await hasher.verify('😀'.repeat(64), emoji)).toBe(true);
    expect(await hasher.verify('😀'.repeat(63), emoji)).toBe(false);
    expect([bcrypt.getRounds(long), hasher.isStale(long)]).toEqual([12, false]);
  });

  it('computes one hash of the same cost for nobody and for who cannot log in', async () => {
    const compare = vi.spyOn(bcrypt, 'compare');
    expect(await hasher.verify('x', null)).toBe(false);
    expect(await hasher.verify('x', 'never')).toBe(false);
    const hashes = compare.mock.calls.map(([, hash]) => hash);
    compare.mockRestore();
    expect(hashes).toHaveLength(2);
    for (const hash of hashes) expect(bcrypt.getRounds(hash)).toBe(12);
  });

  it('depends on the pepper', async () => {
    const hash = await hasher.hash('violet harbour');
    const other = new PasswordHasher({
      PASSWORD_PEPPER: 'q'.repeat(32),
      LOGIN_CONCURRENCY: 1,
      PASSWORD_HASH_COST: 12,
    });
    expect(await other.verify('violet harbour', hash)).toBe(false);
  });

  it('lets a bounded number wait and refuses the rest at once', async () => {
    const compare = vi.spyOn(bcrypt, 'compare').mockImplementation(() => sleep(20, false) as never);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => hasher.verify('x', null)),
    );
    compare.mockRestore();
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result] : []));
    expect(refused).toHaveLength(50 - 2 - 30);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(LoginBusy);
    expect(await hasher.verify('x', null)).toBe(false);
  });
});

describe('Semaphore', () => {
  it('never lets more in than there are places', async () => {
    const semaphore = new Semaphore(2, 100);
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const release = await semaphore.enter();
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
        release?.();
      }),
    );
    expect(most).toBe(2);
  });
});
