import { PLACE_ORDER } from '../../../../modules/orders/placing/place-order.sql.js';

// The API of `--break code-limit`: the same program, but the statement that counts a use of a discount no longer
// asks whether there is one left. The proof must notice.

const guard = '(d.usage_limit IS NULL OR d.used_count < d.usage_limit)';
if (!PLACE_ORDER.text.includes(guard)) throw new Error('The limit is written differently now');
Object.assign(PLACE_ORDER, { text: PLACE_ORDER.text.replace(guard, 'true') });
await import('../../../../main.js');
