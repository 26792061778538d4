import type { TestCard } from './test-cards.js';

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export type Metadata = Record<string, string>;

/** A PaymentIntent as it is sent. */
export interface Intent {
  readonly id: string;
  readonly object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_details: { tip: Record<string, never> };
  amount_received: number;
  readonly application: null;
  readonly application_fee_amount: null;
  automatic_payment_methods: { allow_redirects: string; enabled: boolean } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  readonly capture_method: 'automatic' | 'automatic_async' | 'manual';
  readonly client_secret: string;
  readonly confirmation_method: 'automatic' | 'manual';
  readonly created: number;
  readonly currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: Record<string, unknown> | null;
  latest_charge: string | null;
  readonly livemode: false;
  metadata: Metadata;
  next_action: Record<string, unknown> | null;
  readonly on_behalf_of: null;
  payment_method: string | null;
  payment_method_options: Record<string, unknown>;
  payment_method_types: string[];
  processing: null;
  receipt_email: string | null;
  readonly review: null;
  setup_future_usage: string | null;
  shipping: unknown;
  readonly source: null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
  status: IntentStatus;
  readonly transfer_data: null;
  readonly transfer_group: null;
}

export interface Charge {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  amount_captured: number;
  amount_refunded: number;
  readonly balance_transaction: string | null;
  readonly billing_details: Record<string, unknown>;
  captured: boolean;
  readonly created: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly disputed: false;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly outcome: Record<string, unknown>;
  readonly paid: boolean;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly payment_method_details: Record<string, unknown>;
  readonly receipt_url: null;
  refunded: boolean;
  readonly status: 'succeeded' | 'failed';
}

export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly balance_transaction: string | null;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly destination_details: Record<string, unknown>;
  failure_reason?: string;
  metadata: Metadata;
  readonly payment_intent: string;
  readonly reason: string | null;
  readonly receipt_number: null;
  readonly source_transfer_reversal: null;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  readonly transfer_reversal: null;
}

export interface Customer {
  readonly id: string;
  readonly object: 'customer';
  readonly created: number;
  email: string | null;
  name: string | null;
  phone: string | null;
  description: string | null;
  metadata: Metadata;
  readonly livemode: false;
  invoice_settings: { default_payment_method: string | null };
  default_source: null;
}

export interface PaymentMethod {
  readonly id: string;
  readonly object: 'payment_method';
  readonly type: 'card';
  readonly created: number;
  customer: string | null;
  readonly livemode: false;
  metadata: Metadata;
  readonly allow_redisplay: string;
  readonly billing_details: Record<string, unknown>;
  readonly card: Record<string, unknown> & { readonly brand: string; readonly last4: string };
}

export interface SetupIntent {
  readonly id: string;
  readonly object: 'setup_intent';
  readonly client_secret: string;
  readonly created: number;
  customer: string | null;
  readonly livemode: false;
  metadata: Metadata;
  next_action: Record<string, unknown> | null;
  last_setup_error: Record<string, unknown> | null;
  payment_method: string | null;
  readonly payment_method_types: string[];
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'succeeded'
    | 'canceled';
  readonly usage: string;
}

/** A stored method and the test card behind it, which nobody is shown. */
export interface StoredMethod {
  readonly shown: PaymentMethod;
  readonly card: TestCard;
  /** The customer has agreed once. */
  isAuthenticated: boolean;
  /** Detached: gone for good. */
  isSpent: boolean;
}
