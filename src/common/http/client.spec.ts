import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ipLimitKey, normaliseIp, normaliseUserAgent } from './client.js';

describe('normaliseIp', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:CB00:7109', '203.0.113.9'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['203.0.113.9:443', '203.0.113.9'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1%eth0]', '2001:db8::1'],
    ['[203.0.113.9', '0.0.0.0'],
    ['unknown', '0.0.0.0'],
    ['', '0.0.0.0'],
    ['1', '0.0.0.0'],
    ['0x7f.1', '0.0.0.0'],
    ["127.0.0.1'; --", '0.0.0.0'],
    [undefined, '0.0.0.0'],
  ])('%s becomes %s', (given, expected) => {
    expect(normaliseIp(given)).toBe(expected);
  });

  it('always gives an address that a column of type inet takes', () => {
    const anything = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended());
    fc.assert(
      fc.property(anything, (given) => {
        expect(isIP(normaliseIp(given))).not.toBe(0);
      }),
    );
  });
});

describe('ipLimitKey', () => {
  it('counts an IPv6 caller by his /64 and an IPv4 one by himself', () => {
    expect(ipLimitKey('2001:db8:1:2:3::4')).toBe(ipLimitKey('2001:db8:1:2:ffff::9'));
    expect(ipLimitKey('2001:db8:1:2::')).not.toBe(ipLimitKey('2001:db8:1:3::'));
    expect(ipLimitKey('::ffff:203.0.113.9')).toBe('203.0.113.9');
  });
});

describe('normaliseUserAgent', () => {
  it('is empty when there is none and cut at 512 code points', () => {
    expect(normaliseUserAgent(undefined)).toBe('');
    expect(normaliseUserAgent('curl/8')).toBe('curl/8');
    expect([...normaliseUserAgent('😀'.repeat(600))]).toHaveLength(512);
    expect(normaliseUserAgent('a\0b')).toBe('ab');
  });
});
