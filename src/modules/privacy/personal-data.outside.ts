import type { PersonalTable } from './personal-data.types.js';

/** Events of the person, of his orders and what hangs on them, and of his reviews. */
const TELLS_OF_HIM = `(e.aggregate_id = $1::uuid OR (e.data ->> 'orderId')::uuid IN (:orders)
  OR e.aggregate_id IN (SELECT r.id FROM ratings r WHERE r.user_id = $1::uuid))`;

/** What leaves the shop: events that are told to others, and the log of it. */
export const OUTSIDE_DATA: readonly PersonalTable[] = [
  {
    // Others may have said anything in their answers to what was told of him.
    table: 'webhook_attempts',
    whose: `t.delivery_id IN (SELECT d.id FROM webhook_deliveries d JOIN public_events e ON e.id = d.event_id
      WHERE ${TELLS_OF_HIM})`,
    erase: 'overwrite',
    exported: {
      not: 'answers of other programs; what they were told stands in the rows themselves',
    },
    columns: { answer: { protection: 'plain', erased: 'NULL' } },
  },
  {
    // The digest is keyed, so the program finds his rows while his addresses are still there (apply-erasure.ts).
    table: 'mail_deliveries',
    whose: 'FALSE',
    erase: 'by_function',
    exported: { not: 'that a mail went, not what was in it' },
    columns: {
      message_id: { protection: 'plain', kept: 'ids; they lead to what was erased' },
      recipient_hash: { protection: 'blind_index', secret: true },
      last_error: { protection: 'plain', kept: 'errors name no addresses' },
    },
  },
  {
    table: 'public_events',
    whose: 'FALSE',
    erase: 'keep',
    exported: { not: 'ids and states; what they tell of is in the export' },
    columns: {
      data: {
        protection: 'plain',
        kept: 'ids, states and money; the ids lead to what was erased, and the events end with their time',
      },
    },
  },
  {
    table: 'webhook_endpoints',
    whose: 'FALSE',
    erase: 'keep',
    exported: { not: 'settings of the shop' },
    columns: {
      secret: { protection: 'encrypted', secret: true, kept: 'of the shop' },
      previous_secret: { protection: 'encrypted', secret: true, kept: 'of the shop' },
    },
  },
];
