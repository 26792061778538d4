// The journey of a new customer through a running shop, over HTTP only: from registration to a paid, confirmed order.
//   node test/e2e/first-order.mjs http://127.0.0.1:3000 http://127.0.0.1:8025
// Prints each step; ends with 1 at the first one that does not do as it should.
import { randomUUID } from 'node:crypto';

const [shopUrl, inboxUrl] = process.argv.slice(2);
if (shopUrl === undefined || inboxUrl === undefined) {
  console.error('usage: first-order.mjs SHOP_URL INBOX_URL');
  process.exit(2);
}
const WAIT_MS = 60_000;
const name = `buyer-${randomUUID().slice(0, 8)}`;
const email = `${name}@example.com`;
const password = `${randomUUID()} harbour`;
let token = null;

async function call(method, path, { body, status, headers } = {}) {
  const answer = await fetch(`${shopUrl}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isExpected = status === undefined ? answer.ok : answer.status === status;
  if (!isExpected) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}

async function mail(subjectPart, after = 0) {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const query = new URLSearchParams({ to: email, after: String(after), wait: '5' });
    const mails = await (await fetch(`${inboxUrl}/api/mails?${query}`)).json();
    const found = mails.find(({ subject, text }) => subjectPart.test(`${subject}\n${text}`));
    if (found !== undefined) return found;
    if (mails.length > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No mail to ${email} about ${subjectPart} within ${WAIT_MS / 1000} s`);
}

async function step(what, work) {
  const began = Date.now();
  const result = await work();
  console.log(`ok  ${what} (${Date.now() - began} ms)`);
  return result;
}

async function findVariant() {
  const { items } = await call('GET', '/products?limit=50');
  for (const { slug } of items.filter(({ inStock }) => inStock)) {
    const product = await call('GET', `/products/${slug}`);
    const variant = product.variants.find(({ purchasable }) => purchasable);
    if (variant !== undefined) return { product, variant };
  }
  throw new Error('Nothing in the shop can be bought');
}

async function payAt(redirectUrl) {
  const page = await fetch(redirectUrl);
  if (!page.ok) throw new Error(`The bank's page answered ${page.status}`);
  const chosen = await fetch(redirectUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'outcome=success',
    redirect: 'manual',
  });
  if (chosen.status >= 400)
    throw new Error(`The bank answered ${chosen.status}: ${await chosen.text()}`);
}

async function untilConfirmed(orderId) {
  const deadline = Date.now() + WAIT_MS;
  let order;
  do {
    order = await call('GET', `/orders/${orderId}`);
    if (order.status === 'confirmed') return order;
    await new Promise((resolve) => setTimeout(resolve, 200));
  } while (Date.now() < deadline);
  throw new Error(`The order is still ${order.status} after ${WAIT_MS / 1000} s`);
}

try {
  const person = { firstName: 'Ada', lastName: 'Byron', phoneNumber: '+12025550163' };
  await step('register', () =>
    call('POST', '/auth/register', { body: { email, password, ...person }, status: 202 }),
  );
  const verification = await step('mail with the code', () => mail(/\b[0-9a-f]{16,}\b|\b\d{6,}\b/));
  const code = /\b[0-9a-f]{16,64}\b|\b\d{6,}\b/.exec(verification.text)?.[0];
  await step('verify the address', () =>
    call('POST', '/auth/verify-email', { body: { email, code }, status: 204 }),
  );
  const session = await step('log in', () =>
    call('POST', '/auth/login', { body: { login: email, password }, status: 200 }),
  );
  token = session.accessToken;
  const { product, variant } = await step('browse', findVariant);
  await step('search', () => call('GET', `/search?q=${encodeURIComponent(product.name)}`));
  const address = await step('address', () =>
    call('POST', '/me/addresses', {
      body: {
        recipient: 'Ada Byron',
        phoneNumber: '+12025550163',
        street: '12 Harbour Lane',
        district: 'Riverside',
        city: 'Portland',
        postalCode: '97201',
        country: 'US',
      },
      status: 201,
    }),
  );
  await step('cart', () =>
    call('POST', '/cart/items', { body: { variantId: variant.id, quantity: 1 } }),
  );
  const order = await step('place the order', () =>
    call('POST', '/orders', {
      body: {
        addressId: address.id,
        shippingMethodCode: 'standard',
        paymentMethodCode: 'sandbox',
      },
      headers: { 'idempotency-key': randomUUID() },
      status: 201,
    }),
  );
  const payment = await step('start the payment', () =>
    call('POST', `/orders/${order.id}/payments`, {
      body: {},
      headers: { 'idempotency-key': randomUUID() },
    }),
  );
  await step('pay at the bank', () => payAt(payment.redirectUrl));
  const confirmed = await step('order confirmed', () => untilConfirmed(order.id));
  await step('mail about the order', () =>
    mail(new RegExp(confirmed.orderNumber), verification.id),
  );
  const history = await step('order history', () => call('GET', '/orders'));
  if (!history.items.some(({ id }) => id === order.id))
    throw new Error('The history lacks the order');
  console.log(`${confirmed.orderNumber} of ${email} is ${confirmed.status}`);
} catch (error) {
  console.error(`FAIL ${error.message}`);
  process.exitCode = 1;
}
