import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { ShownAnswer, SwaggerUi, TryOptions } from './swagger-ui.js';

/** Where the shop of the tour listens, and where its pictures go. */
export interface TourPlace {
  /** Of the API, without a path. */
  readonly url: string;
  /** Of the mail inbox. */
  readonly inbox: string;
  readonly pictures: string;
}

/** One step as it went. */
export interface TourStep {
  readonly name: string;
  readonly status: number;
  readonly ms: number;
}

/** Where a tour ends: with the order, or with all that may come after one. */
export type TourEnd = 'order' | 'refund';

/** For how long the workers may be at it, on a machine that has much else to do. */
const PATIENCE_MS = 120_000;
const NEWCOMER = 'carol@example.com';
const ADMIN = { login: 'admin@example.com', password: 'Demo-Passw0rd!' };

/** From register to refund by what stands in Swagger UI, then the pages for staff. */
export class ShoppingTour {
  readonly steps: TourStep[] = [];
  private shots = 0;

  constructor(
    private readonly page: Page,
    private readonly ui: SwaggerUi,
    private readonly place: TourPlace,
  ) {}

  /**
   * @param last where it ends
   * @throws Error with the step that did not go as promised
   */
  async run(last: TourEnd = 'refund'): Promise<void> {
    await mkdir(this.place.pictures, { recursive: true });
    await this.timed('/docs', async () => {
      await this.ui.open();
      return 200;
    });
    await this.shoot('docs');
    const customer = await this.arrive();
    const orderId = await this.buy();
    if (last === 'order') return;
    const lineId = await this.pay(orderId);
    const admin = await this.logIn('admin');
    await this.ship(orderId, lineId);
    await this.review(customer, admin);
    await this.refund(orderId, lineId);
    await this.staffPages();
  }

  /** A new customer: proved by the code of the mail, logged in, with an address. */
  private async arrive(): Promise<string> {
    await this.try('register');
    const code = await this.codeFromMail();
    await this.try('verifyEmail', { body: { code } });
    return this.logIn('carol');
  }

  private async logIn(example: string): Promise<string> {
    const { body } = await this.try('login', { example });
    const token = String(body['accessToken']);
    await this.ui.authorize(token);
    return token;
  }

  private async buy(): Promise<string> {
    const address = await this.try('createMyAddress');
    await this.try('suggestSearch');
    await this.try('searchProducts');
    await this.try('addCartItem');
    await this.try('addCartCode');
    await this.try('quoteCheckout');
    const addressId = String(address.body['id']);
    const { body } = await this.try('placeOrder', { body: { addressId } }, 'order');
    return String(body['id']);
  }

  /** At the bank in the browser; the workers bring its word into the order. Returns the id of the order's line. */
  private async pay(orderId: string): Promise<string> {
    const parameters = { orderId };
    const { body } = await this.try('payOrder', { parameters });
    await this.timed('the page of the bank', async () => {
      const bank = await this.page.context().newPage();
      await bank.goto(String(body['redirectUrl']));
      await this.shoot('bank', bank);
      const answer = bank.waitForNavigation();
      await bank.getByRole('button').click();
      const status = (await answer)?.status() ?? 0;
      await bank.close();
      return status;
    });
    const order = await this.until('getOrder', { parameters }, (shown) => {
      return shown['status'] === 'confirmed';
    });
    const [line] = order['items'] as { id: string }[];
    return line?.id ?? '';
  }

  private async ship(orderId: string, lineId: string): Promise<void> {
    const lines = [{ orderItemId: lineId, quantity: 2 }];
    const packed = await this.try('createFulfilment', {
      parameters: { orderId },
      body: { lines },
    });
    const [parcel] = packed.body['parcels'] as { id: string }[];
    const parameters = { orderId, fulfilmentId: parcel?.id ?? '' };
    await this.try('shipFulfilment', { parameters });
    await this.try('deliverFulfilment', { parameters }, 'delivered');
  }

  /** What the customer thinks of it; staff looks at it before everybody sees it. */
  private async review(customer: string, admin: string): Promise<void> {
    await this.ui.authorize(customer);
    const { body } = await this.try('createReview');
    await this.ui.authorize(admin);
    await this.try('approveReview', { parameters: { reviewId: String(body['id']) } });
    await this.try('listReviews');
  }

  private async refund(orderId: string, lineId: string): Promise<void> {
    const lines = [{ orderItemId: lineId, quantity: 2 }];
    const parameters = { orderId };
    await this.try('refundOrder', { parameters, body: { lines } });
    await this.until('getAnyOrder', { parameters }, (shown) => {
      const refunds = shown['refunds'] as { status: string }[];
      return refunds.length === 1 && refunds.every(({ status }) => status === 'succeeded');
    });
    await this.shoot('refunded', this.page, 'getAnyOrder');
  }

  /** The console logs in by its own form, and its cookie opens the board of the queues. */
  private async staffPages(): Promise<void> {
    await this.timed('/admin', async () => {
      const answer = await this.page.goto(`${this.place.url}/admin`);
      const form = this.page.locator('#login');
      await form.locator('[name=login]').fill(ADMIN.login);
      await form.locator('[name=password]').fill(ADMIN.password);
      await form.locator('button').first().click();
      await this.page.locator('#board svg').first().waitFor({ timeout: PATIENCE_MS });
      return answer?.status() ?? 0;
    });
    await this.shoot('admin');
    await this.timed('/admin/queues', async () => {
      const answer = await this.page.goto(`${this.place.url}/admin/queues`);
      await this.page.getByText('payment-callbacks').first().waitFor({ timeout: PATIENCE_MS });
      return answer?.status() ?? 0;
    });
    await this.shoot('queues');
  }

  private async codeFromMail(): Promise<string> {
    const answer = await fetch(`${this.place.inbox}/api/mails?to=${NEWCOMER}&wait=30`);
    const [mail] = (await answer.json()) as { text: string }[];
    const code = /\b[0-9A-F]{16,}\b/i.exec(mail?.text ?? '')?.[0];
    if (code === undefined) throw new Error(`No code came to ${NEWCOMER}`);
    return code;
  }

  private async try(
    operationId: string,
    options: TryOptions = {},
    picture?: string,
  ): Promise<ShownAnswer> {
    let shown: ShownAnswer = { status: 0, body: {} };
    await this.timed(operationId, async () => {
      shown = await this.ui.run(operationId, options);
      return shown.status;
    });
    if (shown.status < 200 || shown.status > 299) {
      await this.shoot('failed', this.page, operationId);
      throw new Error(`${operationId} answered ${shown.status}: ${JSON.stringify(shown.body)}`);
    }
    if (picture !== undefined) await this.shoot(picture, this.page, operationId);
    await this.ui.fold(operationId);
    return shown;
  }

  /** Presses "Execute" again and again until the workers are through. */
  private async until(
    operationId: string,
    options: TryOptions,
    isThere: (body: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>> {
    const deadline = Date.now() + PATIENCE_MS;
    let shown: ShownAnswer = { status: 0, body: {} };
    await this.timed(`${operationId}, until it is there`, async () => {
      shown = await this.ui.run(operationId, options);
      while (!isThere(shown.body) && Date.now() < deadline) {
        await sleep(200);
        shown = await this.ui.run(operationId);
      }
      return shown.status;
    });
    if (!isThere(shown.body)) throw new Error(`${operationId}: ${JSON.stringify(shown.body)}`);
    return shown.body;
  }

  private async timed(name: string, work: () => Promise<number>): Promise<void> {
    const began = Date.now();
    const status = await work();
    this.steps.push({ name, status, ms: Date.now() - began });
  }

  private async shoot(name: string, page = this.page, operationId?: string): Promise<void> {
    if (operationId !== undefined) {
      await this.ui.block(operationId).locator('.live-responses-table').scrollIntoViewIfNeeded();
    }
    this.shots += 1;
    const file = join(this.place.pictures, `${String(this.shots).padStart(2, '0')}-${name}.webp`);
    await sharp(await page.screenshot())
      .webp({ quality: 70 })
      .toFile(file);
  }
}
