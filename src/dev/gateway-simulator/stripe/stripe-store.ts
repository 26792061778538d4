import { randomId } from '../random-id.js';
import type { World } from '../world.js';
import { StripeEvents } from './stripe-events.js';
import { missing } from './stripe-errors.js';
import type {
  Charge,
  Customer,
  Intent,
  Refund,
  SetupIntent,
  StoredMethod,
} from './stripe-objects.js';

/** Everything that the simulated Stripe remembers. */
export class StripeStore {
  readonly intents = new Map<string, Intent>();
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  readonly customers = new Map<string, Customer>();
  readonly deletedCustomers = new Set<string>();
  readonly methods = new Map<string, StoredMethod>();
  readonly setupIntents = new Map<string, SetupIntent>();
  readonly events: StripeEvents;

  constructor(readonly world: World) {
    this.events = new StripeEvents(world);
  }

  id(prefix: string): string {
    return randomId(24, `${prefix}_`);
  }

  intent(id: string): Intent {
    return found(this.intents, id, 'payment_intent');
  }

  charge(id: string): Charge {
    return found(this.charges, id, 'charge');
  }

  refund(id: string): Refund {
    return found(this.refunds, id, 'refund');
  }

  customer(id: string, param = 'id'): Customer {
    return found(this.customers, id, 'customer', param);
  }

  method(id: string, param = 'id'): StoredMethod {
    return found(this.methods, id, 'PaymentMethod', param);
  }

  setupIntent(id: string): SetupIntent {
    return found(this.setupIntents, id, 'setupintent');
  }

  /** The shop's name for a payment. */
  referenceOf(intent: Intent): string {
    return intent.metadata['reference'] ?? intent.id;
  }

  clear(): void {
    this.intents.clear();
    this.charges.clear();
    this.refunds.clear();
    this.customers.clear();
    this.deletedCustomers.clear();
    this.methods.clear();
    this.setupIntents.clear();
    this.events.clear();
  }
}

function found<T>(map: ReadonlyMap<string, T>, id: string, kind: string, param?: string): T {
  const value = map.get(id);
  if (value === undefined) throw missing(kind, id, param);
  return value;
}
