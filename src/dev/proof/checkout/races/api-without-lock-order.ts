import { PLACE_ORDER } from '../../../../modules/orders/placing/place-order.sql.js';

// The API of `--break lock-order`: the same program, but it locks variants as they come. The proof must notice.

const guard = 'ORDER BY v.id FOR NO KEY UPDATE OF v';
if (!PLACE_ORDER.text.includes(guard)) throw new Error('Variants are locked differently now');
Object.assign(PLACE_ORDER, {
  text: PLACE_ORDER.text.replace(guard, 'ORDER BY random() FOR NO KEY UPDATE OF v'),
});
await import('../../../../main.js');
