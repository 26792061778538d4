import type { Client } from 'pg';
import { demoId } from './demo-id.js';
import { insertRows } from './insert-rows.js';
import { PAYMENT_METHODS } from './payment-methods.js';

const EUROPE = ['AT', 'BE', 'DE', 'ES', 'FR', 'IT', 'NL'];

/** Price of standard, free from, price of express; amounts in the shop's currency. */
const ZONES = [
  { code: 'us', name: 'United States', countries: ['US'], rates: ['5.90', '75.00', '14.90'] },
  { code: 'vn', name: 'Việt Nam', countries: ['VN'], rates: ['3.50', '50.00', '9.00'] },
  { code: 'eu', name: 'European Union', countries: EUROPE, rates: ['9.90', '120.00', '24.90'] },
  { code: 'world', name: 'Rest of the world', countries: [], rates: ['19.90', null, '44.90'] },
] as const;

const METHODS = [
  { code: 'standard', name: 'Standard', description: 'Three to five working days.' },
  { code: 'express', name: 'Express', description: 'The next working day where there is one.' },
] as const;

/** Name, country, class, rate as a fraction. */
const TAXES = [
  ['Sales tax', 'US', 'standard', '0.082500'],
  ['Sales tax on food', 'US', 'food', '0.000000'],
  ['Mehrwertsteuer', 'DE', 'standard', '0.190000'],
  ['Mehrwertsteuer, ermäßigt', 'DE', 'food', '0.070000'],
  ['TVA', 'FR', 'standard', '0.200000'],
  ['TVA réduite', 'FR', 'food', '0.055000'],
  ['VAT', 'GB', 'standard', '0.200000'],
  ['VAT on food', 'GB', 'food', '0.000000'],
  ['Thuế GTGT', 'VN', 'standard', '0.100000'],
  ['Thuế GTGT thực phẩm', 'VN', 'food', '0.050000'],
] as const;

const DISCOUNTS = [
  {
    key: 'WELCOME10',
    name: 'Welcome: 10 % off',
    code: 'WELCOME10',
    description: 'Ten per cent off your first order from 20.00.',
    type: 'percentage',
    value: '10.00',
    rules: {},
    minimum_amount: '20.00',
    user_limit: 1,
    priority: 10,
    first_order_only: true,
  },
  {
    key: 'TENNER',
    name: 'A tenner off',
    code: 'TENNER',
    description: 'Ten off from 60.00; not together with three for two.',
    type: 'fixed_amount',
    value: '10.00',
    rules: {},
    minimum_amount: '60.00',
    user_limit: 3,
    priority: 8,
    exclusive_group: 'codes',
  },
  {
    key: 'THREEFORTWO',
    name: 'Three for two',
    code: 'THREEFORTWO',
    description: 'The cheapest of three is free, at most twice an order.',
    type: 'buy_x_get_y',
    value: '0.00',
    rules: { buyQuantity: 2, getQuantity: 1, maxRepeats: 2 },
    minimum_amount: null,
    user_limit: 3,
    priority: 8,
    exclusive_group: 'codes',
  },
  {
    key: 'single-use',
    name: 'A letter to friends: 15 % off',
    code: null,
    description: 'Each code works for one order: FRIEND-2M7QXK4RTWBD9H, FRIEND-8WZC3NPGVJ5YAE.',
    type: 'percentage',
    value: '15.00',
    rules: {},
    minimum_amount: null,
    user_limit: null,
    priority: 6,
    single_use_codes: true,
  },
  {
    key: 'FREESHIP',
    name: 'Free shipping',
    code: 'FREESHIP',
    description: 'Shipping is on us from 30.00.',
    type: 'free_shipping',
    value: '0.00',
    rules: {},
    minimum_amount: '30.00',
    user_limit: 5,
    priority: 5,
  },
  {
    key: 'automatic-tiers',
    name: 'Spend more, save more',
    code: null,
    description: 'Five per cent off from 150.00, ten from 300.00, without a code.',
    type: 'tiered',
    value: '0.00',
    rules: {
      by: 'amount',
      tiers: [
        { from: '150.00', percent: '5' },
        { from: '300.00', percent: '10' },
      ],
    },
    minimum_amount: null,
    user_limit: null,
    priority: 1,
  },
] as const;

const FRIENDS = ['FRIEND-2M7QXK4RTWBD9H', 'FRIEND-8WZC3NPGVJ5YAE'] as const;

/** What a checkout needs beside products: shipping, taxes, discounts and ways to pay. */
export async function insertCheckout(client: Client, currency: string): Promise<void> {
  await insertShipping(client, currency);
  await insertRows(
    client,
    'tax_rates',
    ['id uuid', 'name text', 'country text', 'tax_class text', 'rate numeric'],
    TAXES.map(([name, country, taxClass, rate]) => ({
      id: demoId('tax-rate', `${country} ${taxClass}`),
      name,
      country,
      tax_class: taxClass,
      rate,
    })),
  );
  await insertDiscounts(client);
  await insertRows(
    client,
    'payment_methods',
    [
      'id uuid',
      'code text',
      'name text',
      'description text',
      'gateway_supported text',
      'requires_account boolean',
      'processing_fee_percentage numeric',
      'processing_fee_fixed numeric',
    ],
    PAYMENT_METHODS.map(({ code, name, description, gateway, account, percent, fixed }) => ({
      id: demoId('payment-method', code),
      code,
      name,
      description,
      gateway_supported: gateway,
      requires_account: account,
      processing_fee_percentage: percent,
      processing_fee_fixed: fixed,
    })),
  );
}

async function insertDiscounts(client: Client): Promise<void> {
  await insertRows(
    client,
    'discounts',
    [
      'id uuid',
      'name text',
      'code text',
      'description text',
      'type discount_type',
      'value numeric',
      'rules jsonb',
      'minimum_amount numeric',
      'user_limit int',
      'priority int',
      'exclusive_group text',
      'first_order_only boolean',
      'single_use_codes boolean',
    ],
    DISCOUNTS.map(({ key, ...discount }) => ({
      ...{ id: demoId('discount', key), exclusive_group: null },
      ...{ first_order_only: false, single_use_codes: false },
      ...discount,
    })),
  );
  await insertRows(
    client,
    'discount_codes',
    ['id uuid', 'discount_id uuid', 'code text'],
    FRIENDS.map((code) => ({
      id: demoId('discount-code', code),
      discount_id: demoId('discount', 'single-use'),
      code,
    })),
  );
}

async function insertShipping(client: Client, currency: string): Promise<void> {
  await insertRows(
    client,
    'shipping_zones',
    ['id uuid', 'code text', 'name text', 'countries text[]', 'is_rest_of_world boolean'],
    ZONES.map(({ code, name, countries }) => ({
      id: demoId('shipping-zone', code),
      code,
      name,
      countries,
      is_rest_of_world: code === 'world',
    })),
  );
  await insertRows(
    client,
    'shipping_methods',
    ['id uuid', 'code text', 'name text', 'description text', 'position int'],
    METHODS.map((method, index) => ({
      id: demoId('shipping-method', method.code),
      ...method,
      position: index + 1,
    })),
  );
  await insertRows(
    client,
    'shipping_rates',
    [
      'id uuid',
      'method_id uuid',
      'zone_id uuid',
      'currency text',
      'price numeric',
      'free_from numeric',
    ],
    ZONES.flatMap(({ code, rates: [standard, freeFrom, express] }) => [
      rate(code, 'standard', standard, freeFrom, currency),
      rate(code, 'express', express, null, currency),
    ]),
  );
}

function rate(
  zone: string,
  method: string,
  price: string,
  freeFrom: string | null,
  currency: string,
) {
  return {
    id: demoId('shipping-rate', `${zone} ${method}`),
    method_id: demoId('shipping-method', method),
    zone_id: demoId('shipping-zone', zone),
    currency,
    price,
    free_from: freeFrom,
  };
}
