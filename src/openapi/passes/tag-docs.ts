import { type Document, operationsOf } from '../document-parts.js';

/** What every tag is about, in the order in which a newcomer meets them. */
const TAGS: Readonly<Record<string, string>> = {
  Catalogue: 'What is for sale: lists, pages of products, search with suggestions and facets.',
  Cart: 'The cart of a customer, or of a guest by `X-Cart-Token`; codes of discounts.',
  Checkout: 'What an order would cost, and how it can be sent and paid.',
  Orders: 'Placing an order, paying, cancelling and sending back; guests show `X-Order-Token`.',
  Payments: 'What gateways and the browsers that they send back call.',
  Reviews: 'What customers think of products that they bought.',
  Wishlists: 'Lists of wishes, and alerts when something is back or cheaper.',
  Auth: 'Register, verify, log in, refresh, log out; login at an OpenID provider.',
  Me: 'The account of the caller: profile, addresses, cards, alerts, export.',
  'Account security': 'Password, sessions, second factor, linked logins and keys of the caller.',
  Privacy: 'What a link in a mail leads to: a personal export, an erasure.',
  'Catalogue administration':
    'Categories, brands, collections and attributes; texts and pictures of what is shown.',
  'Product administration': 'Products with their variants, prices and fields of their own.',
  'Price administration': 'Price lists by group and quantity, rates of exchange.',
  'Discount administration': 'Discounts, their rules and their codes.',
  Inventory: 'Stock by place: goods that come, are counted, move or are missing.',
  Media: 'Pictures: upload, sizes, where they are used.',
  'Order administration': 'Orders as staff sees them: edits, parcels, returns, refunds, drafts.',
  'Payment administration': 'Payments and their methods, and what the gateways know otherwise.',
  'Shipping administration': 'Zones, methods with their rates, and taxes.',
  'Review administration': 'Moderation of reviews and of what was reported.',
  'People administration': 'Accounts, roles with their permissions, groups of customers, erasures.',
  'Imports and exports': 'Files in and out, worked on in the background.',
  Reports: 'Figures of the shop by day, product, category and customer.',
  Webhooks: 'Endpoints that are told what happened, and their deliveries.',
  Events: 'What happened, in order, read from a cursor.',
  Operations: 'Queues, alarms, upkeep, the audit log and the metrics.',
  Health: 'Probes for whoever runs the process.',
  Problems: 'A page behind every code of a refusal.',
};

/** The part of the shop that an address belongs to, where its controller names a wider one. */
const BY_PREFIX: Readonly<Record<string, readonly string[]>> = {
  'Catalogue administration': [
    'admin/attributes',
    'admin/brands',
    'admin/categories',
    'admin/collections',
    'admin/{ownerKind}',
  ],
  'Product administration': [
    'admin/product-fields',
    'admin/products',
    'admin/variants',
    'admin/search',
  ],
  'Price administration': ['admin/price-lists', 'admin/exchange-rates', 'admin/variant-prices'],
  'Discount administration': ['admin/discounts'],
  'Order administration': ['admin/orders', 'admin/returns'],
  'Payment administration': [
    'admin/payment-events',
    'admin/payment-methods',
    'admin/payments',
    'admin/reconciliation',
    'admin/refunds',
  ],
  'Shipping administration': ['admin/shipping-methods', 'admin/shipping-zones', 'admin/tax-rates'],
  'Review administration': ['admin/reviews'],
  'People administration': [
    'admin/users',
    'admin/roles',
    'admin/permissions',
    'admin/customer-groups',
    'admin/erasures',
  ],
  'Imports and exports': ['admin/imports', 'admin/exports'],
  Reports: ['admin/reports'],
  Webhooks: ['admin/webhooks'],
  Operations: ['admin/audit', 'admin/mails'],
  'Account security': [
    'me/api-keys',
    'me/identities',
    'me/mfa',
    'me/password',
    'me/permissions',
    'me/sessions',
  ],
};

const TAG_OF_PREFIX = Object.entries(BY_PREFIX).flatMap(([tag, prefixes]) =>
  prefixes.map((prefix) => [`/api/v1/${prefix}`, tag] as const),
);

/** Sorts the operations by features, and says of each feature what it is. */
export function documentTags(document: Document): Document {
  const used = new Set<string>();
  for (const { path, operation } of operationsOf(document)) {
    const found = TAG_OF_PREFIX.find(([prefix]) => isWithin(path, prefix));
    if (found) operation.tags = [found[1]];
    for (const tag of operation.tags ?? []) used.add(tag);
  }
  const described = Object.entries(TAGS).filter(([name]) => used.has(name));
  return { ...document, tags: described.map(([name, description]) => ({ name, description })) };
}

function isWithin(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
