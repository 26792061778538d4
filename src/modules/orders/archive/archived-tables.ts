/** One table of the order aggregate and how its rows find their order. */
export interface ArchivedTable {
  readonly table: string;
  /** Join of the table `t` to its order `o`, when it does not name the order itself. */
  readonly parent?: { readonly table: string; readonly key: string };
}

/** Children before what they refer to; the order itself last. */
export const ARCHIVED_TABLES: readonly ArchivedTable[] = [
  { table: 'return_items', parent: { table: 'returns', key: 'return_id' } },
  { table: 'returns' },
  { table: 'fulfilment_items', parent: { table: 'fulfilments', key: 'fulfilment_id' } },
  { table: 'fulfilments' },
  { table: 'discount_usages' },
  { table: 'order_status_history' },
  { table: 'stock_movements' },
  { table: 'order_items' },
  { table: 'refunds' },
  { table: 'payments' },
  { table: 'orders' },
];

/** Tables that name orders, or parts of them, and do not move with them: why. A test asks about every other one. */
export const STAYING_TABLES: Readonly<Record<string, string>> = {
  stock_reservations: 'deleted: they have ended, and a restored order gets them from its lines',
  invoices: 'numbers without gaps stay in one table for ever; they name their order without a key',
  order_documents: 'files of invoices; they name their order without a key',
  order_edits: 'each is its own record; they name their order without a key',
  order_drafts: 'drafts of staff, who find them in their own list; the order they became is a name',
  payment_events: 'what a gateway said stays for ever; its words are emptied',
  reconciliation_issues:
    'an order with an open one is not archived; a settled one is the book of staff',
  stock_level_movements: 'the book of the places, which goes on; it names the order without a key',
  discount_codes: 'single-use codes of a discount; the use that took one names it',
  erasures: 'the list of erasures that is applied again after a restore',
};
