/** What every field of a JSON body is tried with: wrong types, the edges of numbers, text that databases choke on. */
export const JSON_VALUES: readonly unknown[] = [
  ...[0, -1, 1.5, -0, 2_147_483_647, 2_147_483_648, 1e308, Number.MAX_SAFE_INTEGER + 2],
  ...['1e3', '1e400', '0x10', '١', 'NaN', '-0', '-0.01', '99999999999.99', '100000000.00', '１２'],
  ...[null, true, false, [], [1], [null], {}, [[]], [{}], { $ne: null }, { id: {} }],
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', 'x\udfff', '\u202eabc', '\ufeff', '\u0007\u001b[2J'],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE users; --',
    '%%%%',
    '\\',
    '<script>alert(1)</script>',
    '${7*7}',
  ],
  ...['__proto__', 'constructor', 'toString', '../../etc/passwd', '%eth0', '127.0.0.1%eth0'],
  ...['😀'.repeat(100), 'é'.repeat(256), 'x'.repeat(256), 'x'.repeat(10_001), '\u0301'.repeat(500)],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'not-a-uuid',
    '{0b51e698-1437-4937-aceb-92e2bcf79c05}',
  ],
  ...['2024-02-30', '2024-02-30T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
  ...['+275760-09-13T00:00:00.001Z', '-000001-01-01T00:00:00Z', '294277-01-01', '24:00'],
  ...[
    'http://[::1',
    'javascript:alert(1)',
    'a@b',
    'a@[127.0.0.1]',
    `${'a'.repeat(64)}@example.com`,
  ],
  Array.from({ length: 1_001 }, () => null),
  Array.from({ length: 200 }, (_, index) => String(index)),
  Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`key'"${index}`, '\u0000'])),
  nested(40),
  nested(1_000),
  { '': 1, 'a b': 2, "a'b": { 'c"d': '\u0000' } },
  { a: 1e308, b: -1e308, c: [1e-320] },
];

/** Whole bodies, sent as JSON. */
export const BODIES: readonly (readonly [what: string, bytes: string | Uint8Array])[] = [
  ['nothing', ''],
  ['[]', '[]'],
  ['null', 'null'],
  ['a number', '1'],
  ['a text', '"x"'],
  ['an empty object', '{}'],
  ['an object cut off', '{"a":'],
  ['two objects', '{"a":1}{"b":2}'],
  ['a byte order mark', '\ufeff{}'],
  ['__proto__', '{"__proto__":{"isAdmin":true}}'],
  ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['NaN', '{"quantity":NaN}'],
  ['a number too large', '{"quantity":1e999}'],
  ['depth of ten thousand', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['objects in objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['an escaped half of a pair', '{"email":"\\ud800@example.com","code":"\\udc00"}'],
  ['too many names', JSON.stringify(Object.fromEntries(names(3_000)))],
  ['too long', JSON.stringify({ text: 'x'.repeat(3_000_000) })],
];

/** Content types and other headers beside a body that is right. */
export const BODY_HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'content-type': 'application/json; charset=utf-7' },
  { 'content-type': 'application/json; charset="utf-16le"' },
  { 'content-type': 'application/jsonp' },
  { 'content-type': 'application/xml' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'multipart/form-data; boundary=' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': '/' },
  { 'content-type': 'application/json', 'content-encoding': 'gzip' },
];

/** Headers of any request. */
export const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { authorization: 'Bearer ' },
  { authorization: 'Bearer x.y.z' },
  { authorization: `Bearer ${'a'.repeat(6_000)}` },
  { authorization: 'Basic YWxpY2U6eA==' },
  { authorization: 'Bearer eshop_\u00e9' },
  { accept: 'application/xml' },
  { accept: ';;;,,,q=2' },
  { 'accept-encoding': 'br;q=0, *;q=7, \u00e9' },
  { cookie: 'a=%ff; ;; =; refresh_token=%00' },
  { 'if-none-match': '"x", W/"y", ***' },
  { range: 'bytes=999999999999-' },
  { 'x-request-id': 'a'.repeat(500) },
  { 'x-http-method-override': 'DELETE' },
  { origin: 'null' },
  { prefer: 'return=minimal; x=\u00e9, respond-async' },
];

/** For each header that an operation takes. */
export const HEADER_VALUES: readonly string[] = [
  '',
  '*',
  ',,,,',
  'a;q=9,b;q=x',
  '"',
  'W/"x"',
  '\u00e9\u00ff',
  'x'.repeat(300),
  'x'.repeat(5_000),
  '0',
  '-1',
  "' OR 1=1 --",
  '%00',
  '__proto__',
];

/** Parts of an address as they go over the wire; each also as the value of a query name. */
export const URL_VALUES: readonly string[] = [
  ...['', '%20', '%00', 'a%00b', '%', '%zz', '%ff%fe', '%ED%A0%80', '%25', '%2e%2e%2f%2e%2e%2fetc'],
  ...['0', '-1', '1.5', '1e3', '1e9', '1e309', '-0', '2147483648', '99999999999999999999'],
  ...[
    '%D9%A1',
    'NaN',
    'Infinity',
    'true',
    'null',
    'undefined',
    '[]',
    '%7B%7D',
    '[object%20Object]',
  ],
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '%27%20OR%201%3D1%20--',
    '%22%3B--',
    '%5C',
    '%60',
  ],
  ...['00000000-0000-0000-0000-000000000000', 'not-a-uuid', '0B51E698-1437-4937-ACEB-92E2BCF79C0'],
  ...[
    '2024-02-30',
    '2024-02-30T00:00:00Z',
    '%2B275760-09-13T00:00:00.001Z',
    '0000-00-00',
    '9999999999',
  ],
  ...['0001-01-01', '294277-01-01T00:00:00Z', '-99999-01-01'],
  ...['%E2%80%AEabc', '%F0%9F%98%80', 'x'.repeat(150), 'x'.repeat(201), 'x'.repeat(4_000)],
];

/** What the grammar of a search chokes on. */
export const SEARCH_VALUES: readonly string[] = [
  ...[
    '%25%25%25%25',
    '%26',
    '%7C%7C',
    '!',
    '!!!',
    '%28%28%28',
    '%27%3A*',
    ':*',
    '%3C-%3E',
    'a%20%3C%3E%20b',
  ],
  ...[
    '%22',
    '%22a',
    '-',
    '--a',
    'or%20or%20or',
    'a%20OR',
    'a%3AB',
    '%5C%27',
    '%EF%AC%80'.repeat(30),
  ],
  Array.from({ length: 3_000 }, (_, index) => index.toString(36))
    .join('+')
    .slice(0, 9_000),
  '%CC%81'.repeat(300),
  ['%E2%84%AB', '%C3%9F', '%C4%B0', '%EF%B7%BA'].join('').repeat(8),
];

/** A name with what follows it: lists, objects, and names that nobody has. */
export const QUERY_SHAPES: readonly string[] = [
  '=1&{name}=2',
  '[]=1',
  '[x]=1',
  '[__proto__]=1',
  '.a=1',
  '',
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

function names(count: number): [string, number][] {
  return Array.from({ length: count }, (_, index) => [`name${index}`, index]);
}
