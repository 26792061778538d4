import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { choose } from '../setup/sandbox.js';
import { totpCode } from '../setup/given/mfa.js';
import { type HttpOptions, sendRequest } from '../setup/test-api.js';
import type { StoredMail } from '../../src/dev/mail-store.js';

type Fields = Record<string, string>;

/** Values that exist nowhere else, so that one who finds them knows where they came from. */
export interface Canaries {
  /** Must never be stored as they are: passwords, tokens, codes, and what is encrypted. */
  readonly hidden: Fields;
  /** Stored in the clear where they are needed, and nowhere else. */
  readonly plain: Fields;
}

/** What the journey needs of its test. */
export interface JourneyShop {
  readonly url: string;
  readonly product: { readonly slug: string; readonly variantId: string };
  mailTo(address: string): Promise<StoredMail[]>;
}

const CODE = /\b[0-9a-f]{32}\b/i;

/** A customer and a guest do everything that a person can do in the shop, each step through HTTP. */
export class CanaryJourney {
  readonly hidden: Fields = {};
  readonly plain: Fields = {};
  accessToken = '';
  private readonly tag = randomBytes(5).toString('hex');
  private password = this.secret('password');

  constructor(private readonly shop: JourneyShop) {
    const { tag } = this;
    Object.assign(this.plain, {
      email: `${tag}.canary@example.com`,
      firstName: `Fi${tag}`,
      lastName: `La${tag}`,
      phone: `+1202555${String(Math.floor(Math.random() * 9000) + 1000)}`,
      username: `user-${tag}`,
      userAgent: `Browser/${tag}`,
      ward: `Ward ${tag}`,
      note: `Ring twice, ${tag}`,
      review: `Fits ${tag}`,
      cancelled: `Too late for ${tag}`,
    });
    Object.assign(this.hidden, {
      recipient: `Recipient ${tag}`,
      street: `${tag} Canary Street`,
      guestRecipient: `Guest ${tag}`,
      guestStreet: `${tag} Guest Street`,
    });
  }

  /** From registration to an export, with mistakes in between. */
  async run(): Promise<Canaries> {
    await this.register();
    await this.mistakes();
    await this.buy();
    await this.buyAsGuest();
    await this.forgetPassword();
    await this.secondFactor();
    await this.export();
    return this;
  }

  /** The end: the account is deleted by its owner. */
  async leave(): Promise<void> {
    await this.ok('DELETE', '/me', { body: { currentPassword: this.password } });
  }

  private async register(): Promise<void> {
    const { email = '', firstName, lastName, phone: phoneNumber, username } = this.plain;
    const body = { email, username, firstName, lastName, phoneNumber, password: this.password };
    await this.ok('POST', '/auth/register', { body });
    // A second one with the same address is told by mail only.
    await this.ok('POST', '/auth/register', { body: { ...body, username: `other-${this.tag}` } });
    const code = await this.mailedCode('verification', email);
    await this.ok('POST', '/auth/verify-email', { body: { email, code } });
    await this.logIn('first');
    await this.ok('POST', '/me/phone/send-code');
  }

  private async logIn(name: string): Promise<void> {
    const tokens = await this.ok<{ accessToken: string; refreshToken: string }>(
      'POST',
      '/auth/login',
      { body: { login: this.plain['email'], password: this.password } },
    );
    const { refreshToken } = tokens;
    const next = await this.ok<typeof tokens>('POST', '/auth/refresh', { body: { refreshToken } });
    this.accessToken = next.accessToken;
    Object.assign(this.hidden, {
      [`${name} access`]: tokens.accessToken,
      [`${name} refresh`]: refreshToken,
      [`${name} second access`]: next.accessToken,
      [`${name} second refresh`]: next.refreshToken,
    });
  }

  /** What goes wrong is what gets logged. */
  private async mistakes(): Promise<void> {
    const { email = '' } = this.plain;
    const wrong = this.secret('wrong password');
    await this.call('POST', '/auth/login', { body: { login: email, password: wrong } });
    await this.call('POST', '/auth/login', { body: `{"login":"${email}","password":"${wrong}"` });
    await this.call('POST', '/me/addresses', { body: { street: this.hidden['street'], extra: 1 } });
    await this.call('PATCH', '/me', { body: { firstName: '\u0000', lastName: email } });
    await this.call('GET', `/me?email=${email}&token=${this.accessToken}`);
    await this.call('GET', `/nothing?street=${encodeURIComponent(this.hidden['street'] ?? '')}`);
    await this.call('POST', '/auth/refresh', {
      body: { refreshToken: this.hidden['first refresh'] },
    });
    await this.logIn('second');
  }

  private async buy(): Promise<void> {
    const { phone: phoneNumber, ward, note } = this.plain;
    const { recipient, street } = this.hidden;
    const place = { district: 'Riverside', city: 'Portland', postalCode: '97201', country: 'US' };
    const address = { recipient, street, phoneNumber, ward, ...place };
    const { id: addressId } = await this.ok<{ id: string }>('POST', '/me/addresses', {
      body: address,
    });
    const cancelled = await this.order({ addressId, notes: note });
    await this.ok('POST', `/orders/${cancelled}/cancel`, {
      body: { reason: this.plain['cancelled'] },
    });
    const id = await this.order({ shippingAddress: address, notes: note });
    await this.pay(id, {});
    await this.call('POST', `/products/${this.shop.product.slug}/reviews`, {
      body: { rating: 5, title: this.plain['review'], content: this.plain['review'] },
    });
  }

  private async order(body: object, headers: Fields = {}): Promise<string> {
    const { variantId } = this.shop.product;
    await this.ok('POST', '/cart/items', { body: { variantId, quantity: 1 }, headers });
    const rest = { shippingMethodCode: 'standard', paymentMethodCode: 'sandbox' };
    const placed = await this.ok<{ id: string; orderToken?: string }>('POST', '/orders', {
      body: { ...body, ...rest },
      headers: { 'idempotency-key': randomUUID(), ...headers },
    });
    if (placed.orderToken !== undefined) this.hidden['order token'] = placed.orderToken;
    return placed.id;
  }

  private async pay(id: string, headers: Fields): Promise<void> {
    const path = `/orders/${id}`;
    const { redirectUrl } = await this.ok<{ redirectUrl: string }>('POST', `${path}/payments`, {
      body: {},
      headers,
    });
    await choose(redirectUrl, 'success', { double: true });
    for (let tries = 0; tries < 150; tries += 1) {
      const { status } = await this.ok<{ status: string }>('GET', path, { headers });
      if (status === 'confirmed') return;
      await sleep(200);
    }
    throw new Error('The order was not confirmed');
  }

  private async buyAsGuest(): Promise<void> {
    const email = `${this.tag}.guest@example.com`;
    const mine = this.accessToken;
    this.accessToken = '';
    const { variantId } = this.shop.product;
    const added = await this.call('POST', '/cart/items', { body: { variantId, quantity: 1 } });
    const cartToken = added.headers.get('x-cart-token') ?? '';
    if (cartToken === '') throw new Error('A guest got no cart token');
    this.hidden['cart token'] = cartToken;
    const { guestRecipient: recipient, guestStreet: street } = this.hidden;
    const place = { district: 'Riverside', city: 'Portland', postalCode: '97201', country: 'US' };
    await this.order(
      { email, shippingAddress: { recipient, street, ...place } },
      {
        'x-cart-token': cartToken,
      },
    );
    this.accessToken = mine;
  }

  private async forgetPassword(): Promise<void> {
    const { email = '' } = this.plain;
    await this.ok('POST', '/auth/forgot-password', { body: { email } });
    const code = await this.mailedCode('reset', email);
    this.password = this.secret('new password');
    await this.ok('POST', '/auth/reset-password', {
      body: { email, code, password: this.password },
    });
    await this.logIn('third');
  }

  private async secondFactor(): Promise<void> {
    const { secret } = await this.ok<{ secret: string }>('POST', '/me/mfa/totp', {
      body: { currentPassword: this.password },
    });
    this.hidden['totp secret'] = secret;
    const { recoveryCodes } = await this.ok<{ recoveryCodes: string[] }>(
      'POST',
      '/me/mfa/totp/confirm',
      { body: { code: totpCode(secret) } },
    );
    recoveryCodes.forEach((code, n) => (this.hidden[`recovery code ${n}`] = code));
  }

  private async export(): Promise<void> {
    const { email = '' } = this.plain;
    await this.ok('POST', '/me/export', { body: { currentPassword: this.password } });
    const code = await this.mailedCode('export', email, /copy of your data/i);
    await this.ok('POST', '/privacy/exports/download', { body: { code } });
    await this.ok('GET', '/me/export');
  }

  /** The code of a mail that has not been seen yet. */
  private async mailedCode(name: string, email: string, subject?: RegExp): Promise<string> {
    const known = Object.values(this.hidden);
    for (let tries = 0; tries < 150; tries += 1) {
      const mails = (await this.shop.mailTo(email)).filter(
        (mail) => subject === undefined || subject.test(mail.subject),
      );
      const codes = mails.flatMap(({ text }) => CODE.exec(text)?.[0] ?? []);
      const fresh = codes.find((code) => !known.includes(code));
      if (fresh !== undefined) {
        this.hidden[`${name} code`] = fresh;
        return fresh;
      }
      await sleep(200);
    }
    throw new Error(`There came no mail with a ${name} code`);
  }

  private secret(name: string): string {
    const value = `${name.replaceAll(' ', '-')}-${randomBytes(9).toString('base64url')}`;
    this.hidden[name] = value;
    return value;
  }

  private call(method: string, path: string, options: HttpOptions = {}) {
    return sendRequest(`${this.shop.url}/api/v1${path}`, method, {
      token: this.accessToken === '' ? null : this.accessToken,
      ...options,
      headers: { 'user-agent': this.plain['userAgent'] ?? '', ...options.headers },
    });
  }

  private async ok<Body>(method: string, path: string, options: HttpOptions = {}): Promise<Body> {
    const answer = await this.call(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body as Body;
  }
}
