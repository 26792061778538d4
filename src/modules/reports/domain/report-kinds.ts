/** What can be asked for. */
export const REPORT_KINDS = [
  'sales',
  'products',
  'categories',
  'brands',
  'discounts',
  'refunds',
  'customers',
  'stock',
] as const;

export type ReportKind = (typeof REPORT_KINDS)[number];

/** What a row of the report of sales or refunds stands for. */
export const REPORT_INTERVALS = ['day', 'week', 'month'] as const;

export type ReportInterval = (typeof REPORT_INTERVALS)[number];

/** Whether goods count for their own category or for the topmost one above it. */
export const CATEGORY_LEVELS = ['category', 'root'] as const;

export type CategoryLevel = (typeof CATEGORY_LEVELS)[number];

/**
 * `text` names the row, `count` is a whole number, `money` an amount in the row's currency, `flag`
 * holds or not. Totals add counts and amounts up and say how often a flag holds.
 */
export interface ReportField {
  readonly name: string;
  readonly kind: 'text' | 'count' | 'money' | 'flag';
  /** Under what name the totals have it, when it is another one. */
  readonly totalName?: string;
}

const text = (...names: string[]): ReportField[] => names.map((name) => ({ name, kind: 'text' }));
const count = (...names: string[]): ReportField[] => names.map((name) => ({ name, kind: 'count' }));
const money = (...names: string[]): ReportField[] => names.map((name) => ({ name, kind: 'money' }));

const GOODS = [...count('quantity'), ...money('gross', 'discount', 'tax', 'net')];

/** The columns of each report, in the order of its file. The currency stands before all of them. */
export const REPORT_FIELDS: Readonly<Record<ReportKind, readonly ReportField[]>> = {
  sales: [
    ...text('day'),
    ...count('orders'),
    ...GOODS,
    ...money('shipping', 'shippingDiscount', 'shippingTax', 'total', 'refunded', 'kept'),
  ],
  products: [...text('productId', 'name', 'sku'), ...GOODS],
  categories: [...text('categoryId', 'name', 'parentId'), ...GOODS],
  brands: [...text('brandId', 'name'), ...GOODS],
  discounts: [
    ...text('discountId', 'name', 'code', 'type'),
    ...count('orders'),
    ...money('amount', 'orderTotal'),
  ],
  refunds: [
    ...text('day'),
    ...count('refunds'),
    ...money('amount', 'goods', 'shipping', 'surplus'),
  ],
  customers: [
    ...text('customerId', 'firstOrderAt', 'lastOrderAt'),
    { name: 'isNew', kind: 'flag', totalName: 'newCustomers' },
    ...count('orders'),
    ...money('total', 'refunded', 'kept'),
  ],
  stock: [
    ...text('variantId', 'productName', 'variantName', 'sku'),
    ...count('pieces', 'free'),
    ...money('costPerItem', 'price', 'costValue', 'retailValue'),
    { name: 'isWithoutCost', kind: 'flag', totalName: 'withoutCost' },
  ],
};

/** Amounts of one piece: to add them up would say nothing. */
const PER_PIECE = new Set(['costPerItem', 'price']);

/** What the totals of a report have. */
export function totalledFields(kind: ReportKind): readonly ReportField[] {
  return REPORT_FIELDS[kind].filter((field) => field.kind !== 'text' && !PER_PIECE.has(field.name));
}
