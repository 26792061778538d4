import { describe, expect, it } from 'vitest';
import { keptBody } from './kept-body.js';

describe('keptBody', () => {
  it('leaves out what could be used to pay', () => {
    const body = {
      id: 'evt_1',
      data: {
        object: {
          client_secret: 'pi_1_secret_abc',
          next_action: { url: 'https://pay.test/?client_secret=pi_1_secret_abc&x=1' },
          payment_method: 'pm_1Abcdefghij',
          note: 'card 4242 4242 4242 4242',
        },
      },
    };
    for (const text of [JSON.stringify(body), JSON.stringify(body, null, 2)]) {
      const kept = keptBody(text);
      expect(kept).not.toMatch(/secret_abc|1Abcdefghij|4242/);
      expect(JSON.parse(kept)).toMatchObject({ id: 'evt_1', data: { object: {} } });
    }
  });

  it.each([
    'vnp_Amount=1806000&vnp_BankTranNo=20170829152730&vnp_PayDate=20261123031559&vnp_TransactionNo=13863451',
    '{"orderId":"PABC","transId":2820086739,"responseTime":1795341072123,"amount":250000}',
    '{"id":"WH-1","resource":{"id":"8AB12345CD678901E","custom_id":"PABC"}}',
  ])('keeps %s as it came', (text) => {
    expect(keptBody(text)).toBe(text);
  });
});
