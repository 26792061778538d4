import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import type { CartOwner, CheckoutSnapshot } from '../../cart/cart.types.js';
import { newPaymentReference, PaymentsService } from '../../payments/payments.service.js';
import type { UsablePaymentMethod } from '../../payments/payments.types.js';
import type { Breakdown } from '../../pricing/pricing.types.js';
import { AddressesService } from '../../users/users.service.js';
import type { AddressSnapshot } from '../../users/users.types.js';
import { OrderAddresses } from '../data/order-addresses.js';
import { OrderTokens } from '../data/order-tokens.js';
import { RENAME_GUEST } from '../data/orders.sql.js';
import type { Claim } from './placing.repository.js';
import {
  draftDiscounts,
  draftLines,
  draftTotals,
  firstSteps,
  type OrderDraft,
} from './order-draft.js';
import { rateSources, shippingTaxes } from './order-taxes.js';
import {
  AddressMissing,
  AddressUnknown,
  BillingAddressTwice,
  EmailMissing,
  EmailNotVerified,
} from '../orders.errors.js';
import type { PlaceOrderInput } from '../orders.types.js';

/** Who orders, and where it goes. */
export interface Buyer {
  readonly userId: string | null;
  readonly email: string;
  /** Whose discount uses are counted. */
  readonly customerKey: string;
  readonly address: AddressSnapshot;
  /** Where the bill goes. */
  readonly billing: AddressSnapshot;
}

/** Turns a claim and a priced cart into an order ready to be written. */
@Injectable()
export class OrderDrafts {
  constructor(
    private readonly addresses: AddressesService,
    private readonly orderAddresses: OrderAddresses,
    private readonly payments: PaymentsService,
    private readonly tokens: OrderTokens,
    private readonly blindIndex: BlindIndex,
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws AddressMissing unless the body names exactly one address; BillingAddressTwice; EmailMissing */
  assertComplete(owner: CartOwner, input: PlaceOrderInput): void {
    const isUser = owner.kind === 'user';
    if ((input.addressId === undefined) === (input.shippingAddress === undefined)) {
      throw new AddressMissing();
    }
    if (input.billingAddressId !== undefined && input.billingAddress !== undefined) {
      throw new BillingAddressTwice();
    }
    // A guest has no address book.
    if (!isUser && (input.addressId ?? input.billingAddressId) !== undefined) {
      throw new AddressUnknown();
    }
    if (!isUser && input.email === undefined) throw new EmailMissing();
  }

  /**
   * While the key of digests is being replaced: what a guest has used under the old one moves along
   * before it is asked for. Otherwise there is no old key and nothing happens.
   */
  async moveOldUses(ctx: RequestContext, owner: CartOwner, email = ''): Promise<void> {
    if (owner.kind === 'user') return;
    const address = email.trim().toLowerCase();
    for (const old of this.blindIndex.oldOf(address)) {
      // Uses of earlier orders belong to nobody who could be named: a guest sees only what his token opens.
      await this.db.queryAs(withAllRows(ctx), RENAME_GUEST, [old, this.blindIndex.of(address)]);
    }
  }

  /** @throws EmailNotVerified, AddressUnknown */
  buyerOf(owner: CartOwner, input: PlaceOrderInput, claim: Claim): Buyer {
    const { customer } = claim;
    if (owner.kind === 'user' && customer?.verifiedEmail !== true) throw new EmailNotVerified();
    const address = input.shippingAddress ?? (claim.address && this.addresses.open(claim.address));
    if (!address) throw new AddressUnknown();
    const billing = this.billingOf(input, claim) ?? address;
    const email = customer?.email ?? input.email?.trim();
    if (email === undefined) throw new EmailMissing();
    if (owner.kind === 'user')
      return { userId: owner.userId, customerKey: owner.userId, email, address, billing };
    const customerKey = this.blindIndex.of(email.toLowerCase());
    return { userId: null, customerKey, email, address, billing };
  }

  /**
   * @throws PaymentMethodUnavailable when the method does not take this order
   * @throws AmountOutOfRange when a sum does not fit its column
   */
  draft(
    id: string,
    buyer: Buyer,
    cart: { readonly id: string; readonly snapshot: CheckoutSnapshot; readonly price: Breakdown },
    input: PlaceOrderInput,
    claim: Claim,
  ): OrderDraft {
    const { price, snapshot } = cart;
    const totals = draftTotals(price);
    const method = this.methodFor(buyer, price, claim);
    const confirmedBecause = confirmationReason(method);
    return {
      id,
      userId: buyer.userId,
      cartId: cart.id,
      email: buyer.email,
      tokenHash: buyer.userId === null ? this.tokens.hashOf(this.tokens.tokenFor(id)) : null,
      status: confirmedBecause === null ? 'pending' : 'confirmed',
      ...totals,
      exchangeRate: snapshot.exchangeRate ?? '1',
      otherCurrency: totals.currency === this.env.CURRENCY ? null : totals.currency,
      shippingMethodCode: price.shippingMethod?.code ?? null,
      shippingTaxes: shippingTaxes(price),
      ...rateSources(snapshot, price),
      shippingAddress: this.orderAddresses.seal(id, buyer.address),
      billingAddress: this.orderAddresses.seal(id, buyer.billing, 'billing_address'),
      notes: input.notes ?? snapshot.cart?.notes ?? null,
      openOrderLimit: confirmedBecause === null ? this.openOrderLimit : null,
      locale: input.locale ?? this.env.LOCALES[0] ?? 'en',
      expiresInMinutes: confirmedBecause === null ? this.env.ORDER_EXPIRY_MINUTES : null,
      lines: draftLines(snapshot, price),
      discounts: draftDiscounts(price),
      customerKey: buyer.customerKey,
      history: firstSteps(confirmedBecause),
      payment: method && {
        id: randomUUID(),
        methodId: method.id,
        reference: newPaymentReference(),
        amount: totals.totalAmount,
      },
    };
  }

  /** Null: any number. */
  private get openOrderLimit(): number | null {
    return this.env.MAX_OPEN_UNPAID_ORDERS === 0 ? null : this.env.MAX_OPEN_UNPAID_ORDERS;
  }

  /** Whose orders are counted against the limit; null when there is none. */
  limitedCustomer(owner: CartOwner, { email = '' }: PlaceOrderInput): string | null {
    if (this.openOrderLimit === null) return null;
    if (owner.kind === 'user') return owner.userId;
    return this.blindIndex.of(email.trim().toLowerCase());
  }

  private billingOf(input: PlaceOrderInput, claim: Claim): AddressSnapshot | null {
    if (input.billingAddress !== undefined) return input.billingAddress;
    if (input.billingAddressId === undefined) return null;
    if (claim.billing === null) throw new AddressUnknown();
    return this.addresses.open(claim.billing);
  }

  /** Null when discounts have taken everything off: then no method is needed, whatever it allows. */
  private methodFor(buyer: Buyer, price: Breakdown, claim: Claim): UsablePaymentMethod | null {
    if (price.total === 0) return null;
    return this.payments.checkMethod(claim.method, {
      amount: { amount: price.total, currency: price.currency },
      country: buyer.address.country,
      isGuest: buyer.userId === null,
    });
  }
}

/** Why the order needs to wait for nothing; null when it waits for money. */
function confirmationReason(method: UsablePaymentMethod | null): string | null {
  if (method === null) return 'nothing_to_pay';
  return method.flow === 'offline' ? 'pay_on_delivery' : null;
}
