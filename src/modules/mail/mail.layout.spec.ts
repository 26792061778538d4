import { describe, expect, it } from 'vitest';
import { renderMail } from './mail.layout.js';

describe('renderMail', () => {
  it('writes the same words as text and as HTML', () => {
    const mail = renderMail({
      subject: 'Your order',
      greeting: 'Hello Alice,',
      blocks: [
        { kind: 'paragraph', text: 'thank you.' },
        { kind: 'code', text: 'abc123' },
        { kind: 'link', label: 'Look at it', url: 'https://shop.example/orders/1' },
        {
          kind: 'table',
          rows: [
            ['2 × Linen shirt', '39.98'],
            ['Total', '39.98'],
          ],
        },
      ],
    });
    for (const word of [
      'Hello Alice,',
      'thank you.',
      'abc123',
      'Look at it',
      'Linen shirt',
      '39.98',
    ]) {
      expect(mail.text).toContain(word);
      expect(mail.html).toContain(word);
    }
    expect(mail.text).toContain('2 × Linen shirt  39.98\nTotal            39.98');
    expect(mail.html).toContain('href="https://shop.example/orders/1"');
  });

  it('lets nothing that people wrote become markup, a header or a script', () => {
    const evil = `<script>alert("1")</script>'&\r\nBcc: all@example.com`;
    const mail = renderMail({
      subject: evil,
      greeting: `Hello ${evil}`,
      blocks: [
        { kind: 'paragraph', text: evil },
        { kind: 'code', text: evil },
        { kind: 'table', rows: [[evil, evil]] },
      ],
    });
    expect(mail.html).not.toContain('<script');
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(() =>
      renderMail({ subject: 'x', blocks: [{ kind: 'link', label: 'x', url: 'javascript:1' }] }),
    ).toThrow('web page');
  });
});
