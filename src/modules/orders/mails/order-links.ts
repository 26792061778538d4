import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { OrderTokens } from '../data/order-tokens.js';

/**
 * Where links in mails lead: to pages of the shop that customers see (STOREFRONT_URL), without one to the API. A
 * token stands in the query, which is in no log.
 */
@Injectable()
export class OrderLinks {
  constructor(
    private readonly tokens: OrderTokens,
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_URL' | 'STOREFRONT_URL'>,
  ) {}

  /** What was prepared, for whoever holds the token. */
  draft(token: string): string {
    return this.page('order-drafts', 'order-drafts', token);
  }

  /** The invoice: a guest's opens with the token of his order, a customer logs in. */
  invoice(orderId: string, userId: string | null): string {
    const [page, file] = [`orders/${orderId}/invoice`, `orders/${orderId}/invoice.pdf`];
    if (userId === null) return this.page(page, file, this.tokens.tokenFor(orderId));
    return this.page(`orders/${orderId}`, file, null);
  }

  private page(page: string, route: string, token: string | null): string {
    const { STOREFRONT_URL: shop, PUBLIC_URL } = this.env;
    const address = shop === undefined ? `${PUBLIC_URL}/api/v1/${route}` : `${shop}/${page}`;
    return token === null ? address : `${address}?token=${token}`;
  }
}
