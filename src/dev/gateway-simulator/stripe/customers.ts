import { type Form, formGroup, formText } from './form.js';
import type { Customer } from './stripe-objects.js';
import type { PaymentMethods } from './payment-methods.js';
import type { StripeStore } from './stripe-store.js';

/** The shop's customers as Stripe knows them: who a saved card belongs to. */
export class Customers {
  constructor(
    private readonly store: StripeStore,
    private readonly methods: PaymentMethods,
  ) {}

  create(form: Form): Customer {
    const customer: Customer = {
      id: `cus_${this.store.id('').slice(1, 15)}`,
      object: 'customer',
      created: this.store.world.clock.seconds(),
      default_source: null,
      description: null,
      email: null,
      invoice_settings: { default_payment_method: null },
      livemode: false,
      metadata: {},
      name: null,
      phone: null,
    };
    this.store.customers.set(customer.id, customer);
    this.change(customer, form);
    const method = formText(form, 'payment_method');
    if (method !== null) this.methods.attach(method, customer.id);
    return customer;
  }

  update(id: string, form: Form): Customer {
    const customer = this.store.customer(id);
    this.change(customer, form);
    return customer;
  }

  /** A deleted one can still be asked for. */
  get(id: string): unknown {
    if (this.store.deletedCustomers.has(id)) return { id, object: 'customer', deleted: true };
    return this.store.customer(id);
  }

  remove(id: string): unknown {
    this.store.customer(id);
    for (const { id: method } of this.methods.list(id)) this.methods.detach(method);
    this.store.customers.delete(id);
    this.store.deletedCustomers.add(id);
    return { id, object: 'customer', deleted: true };
  }

  private change(customer: Customer, form: Form): void {
    for (const name of ['email', 'name', 'phone', 'description'] as const) {
      const text = formText(form, name);
      if (text !== null) customer[name] = text === '' ? null : text;
    }
    Object.assign(customer.metadata, formGroup(form, 'metadata') ?? {});
    const settings = formGroup(form, 'invoice_settings') ?? {};
    const preferred = formText(settings, 'default_payment_method');
    if (preferred !== null) customer.invoice_settings.default_payment_method = preferred;
  }
}
