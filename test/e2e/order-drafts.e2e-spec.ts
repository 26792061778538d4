import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { SendDraftMail } from '../../src/modules/orders/mails/send-draft-mail.js';
import { NotificationsWorkerModule } from '../../src/modules/orders/notifications.worker.module.js';
import { useApi } from '../setup/test-api.js';
import { openDesk } from './order-desk.js';

const ADDRESS = {
  recipient: 'Dora Draft',
  street: '3 Quiet Street',
  district: 'Centre',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
};

interface Answer {
  readonly id: string;
  readonly code?: string;
  readonly status: string;
  readonly version: number;
  readonly token: string;
  readonly totalAmount: string;
  readonly nextCursor: string | null;
  readonly items: readonly { readonly id: string; readonly unitPrice: string }[];
  readonly lines: readonly { readonly unitPrice: string | null }[];
}

const LINK = /http:\S+\/api\/v1(\/order-drafts\?token=\S{43})\s/;

describe('Orders prepared by staff', () => {
  const t = useApi({ imports: [NotificationsWorkerModule], mail: true });
  const { open, ask } = openDesk(t);
  beforeAll(async () => {
    await open();
    await t.given.openShop();
  });
  const draft = async (change: object = {}, stock = 5) => {
    const { variantId } = await t.given.sellable({ price: '20.00', stock });
    const body = {
      email: 'dora@example.com',
      lines: [{ variantId, quantity: 2, notes: 'In blue' }],
      shippingAddress: ADDRESS,
      shippingMethodCode: 'standard',
      notes: 'As agreed',
      ...change,
    };
    const made = await ask<Answer>('POST', '/drafts', body);
    expect(made.status).toBe(201);
    return { ...made.body, variantId, content: body };
  };
  const key = () => ({ 'idempotency-key': randomUUID() });
  const order = (id: string, headers = key(), body: object = {}) =>
    ask<Answer>('POST', `/drafts/${id}/place`, { paymentMethodCode: 'sandbox', ...body }, headers);

  it('holds no stock, is priced like its order, and becomes one order of many tries', async () => {
    const { id, variantId } = await draft();
    expect(await t.given.stockOf(variantId)).toBe(5);
    const price = await ask<Answer>('GET', `/drafts/${id}/price`);
    expect(price.body.totalAmount).toMatch(/^4\d\.\d\d$/);
    const tries = await Promise.all(Array.from({ length: 4 }, () => order(id)));
    expect(tries.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(tries.filter(({ status }) => status === 409)).toHaveLength(3);
    expect(tries.find(({ status }) => status === 201)?.body.totalAmount).toBe(
      price.body.totalAmount,
    );
    expect(await t.given.stockOf(variantId)).toBe(3);
    expect((await order(id)).status).toBe(409);
    expect((await ask<Answer>('GET', `/drafts/${id}`)).body.status).toBe('placed');
    expect((await ask<Answer>('DELETE', `/drafts/${id}`)).body.code).toBe('orders.draft_placed');
  });

  it('takes a price that staff names, and refuses what is not there', async () => {
    const { id, variantId, content } = await draft();
    const named = { prices: [{ variantId, unitPrice: '12.50', reason: 'Agreed' }] };
    expect((await ask<Answer>('PUT', `/drafts/${id}/prices`, named)).body.lines).toMatchObject([
      { unitPrice: '12.50', priceReason: 'Agreed' },
    ]);
    const other = { prices: [{ variantId: randomUUID(), unitPrice: '1.00', reason: 'x' }] };
    expect((await ask<Answer>('PUT', `/drafts/${id}/prices`, other)).status).toBe(422);
    const much = { ...content, lines: [{ variantId, quantity: 6 }] };
    expect((await ask<Answer>('PUT', `/drafts/${id}`, much)).body.version).toBe(3);
    expect((await order(id)).body.code).toBe('orders.out_of_stock');
    expect(await t.given.stockOf(variantId)).toBe(5);
    const less = { ...content, lines: [{ variantId, quantity: 5 }] };
    const stale = { 'if-match': '"1"' };
    expect((await ask<Answer>('PUT', `/drafts/${id}`, less, stale)).status).toBe(412);
    await ask('PUT', `/drafts/${id}`, less);
    const placed = await order(id);
    expect(placed.status).toBe(201);
    expect(placed.body.items).toMatchObject([{ unitPrice: '12.50', quantity: 5 }]);
  });

  it('is mailed to its customer with a link, as long as it is what was sent', async () => {
    const { email } = { email: `dora-${randomUUID()}@example.com` };
    const { id, content } = await draft({ email });
    await ask('POST', `/drafts/${id}/send`);
    const [job] = (await t.outboxOf('send-draft')).slice(-1);
    expect(job?.payload).toEqual({ draftId: id, version: 1 });
    const mail = (version: number) =>
      t.get(SendDraftMail).execute(systemContext('test'), null, { draftId: id, version });
    await mail(2);
    await mail(1);
    const mails = await t.mailTo(email);
    expect(mails).toHaveLength(1);
    const [{ text } = { text: '' }] = mails;
    expect(text).toContain('Hello Dora Draft,');
    const path = LINK.exec(text)?.[1] ?? 'none';
    expect((await t.http('GET', `/api/v1${path}`)).status).toBe(200);
    expect((await t.http('GET', `/api/v1${path.slice(0, -1)}`)).status).toBe(400);
    await ask('PUT', `/drafts/${id}`, content);
    expect((await t.http('GET', `/api/v1${path}`)).status).toBe(404);
    await mail(1);
    await mail(2);
    await ask('POST', `/drafts/${id}/send`);
    await ask('POST', `/drafts/${id}/place`, { paymentMethodCode: 'sandbox' }, key());
    await mail(2);
    expect(await t.mailTo(email)).toHaveLength(1);
  });

  it('is ordered by the customer who holds its token, until it changes', async () => {
    const { id, content } = await draft();
    const { body: sent } = await ask<Answer>('POST', `/drafts/${id}/send`);
    const mine = (token: string) =>
      t.http<Answer>('GET', '/api/v1/order-drafts', { headers: { 'x-draft-token': token } });
    expect((await mine(sent.token)).status).toBe(200);
    expect((await mine('x'.repeat(43))).status).toBe(404);
    await ask('PUT', `/drafts/${id}`, content);
    expect((await mine(sent.token)).status).toBe(404);
    const { body: again } = await ask<Answer>('POST', `/drafts/${id}/send`);
    const placed = await t.http<Answer>('POST', '/api/v1/order-drafts/place', {
      headers: { 'x-draft-token': again.token, ...key() },
      body: { paymentMethodCode: 'sandbox' },
    });
    expect(placed.status).toBe(201);
    const empty = await ask<Answer>('POST', '/drafts', { lines: [] });
    expect((await ask<Answer>('POST', `/drafts/${empty.body.id}/send`)).status).toBe(422);
    expect((await ask<Answer>('GET', '/drafts?limit=1')).body.items).toMatchObject([
      { id: empty.body.id },
    ]);
    expect((await ask<Answer>('DELETE', `/drafts/${empty.body.id}`)).status).toBe(204);
    const stranger = await t.given.customer();
    const token = stranger.token;
    const path = `/api/v1/admin/orders/drafts/${id}`;
    expect((await t.http('GET', path, { token })).status).toBe(403);
  });
});
