import { RECLAIM_RESERVATIONS } from '../../../../modules/inventory/data/reservation-statements.js';
import { STOCK_SUFFICES } from '../../../../modules/inventory/inventory.service.js';

// The worker of `--break late-money`: the same program, but an order that money opens again takes its stock whether it
// is there or not. The proof must notice.

const guard = STOCK_SUFFICES('v', 'w.quantity');
if (!RECLAIM_RESERVATIONS.text.includes(guard)) throw new Error('The stock is asked otherwise now');
Object.assign(RECLAIM_RESERVATIONS, { text: RECLAIM_RESERVATIONS.text.replace(guard, 'true') });
await import('./worker-without-schedules.js');
