import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailInbox, startMailInbox } from '../../../src/dev/mail-inbox.js';
import type { StoredMail } from '../../../src/dev/mail-store.js';

describe('The mail inbox', () => {
  let inbox: MailInbox;

  beforeAll(async () => {
    inbox = await startMailInbox();
  });
  afterAll(() => inbox.stop());

  async function send(mail: { to: string; subject: string; text: string; html?: string }) {
    const transport = nodemailer.createTransport(inbox.smtpUrl);
    await transport.sendMail({ from: 'Shop <shop@example.com>', ...mail });
    transport.close();
  }

  async function page(path: string): Promise<{ status: number; text: string; policy: string }> {
    const answer = await fetch(`${inbox.webUrl}${path}`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    return { status: answer.status, text: await answer.text(), policy };
  }

  it('gives scripts the mails to one address, newest first', async () => {
    await send({ to: 'Ann@example.com', subject: 'First', text: 'one' });
    await send({ to: 'ann@example.com', subject: 'Second', text: 'two' });
    await send({ to: 'bob@example.com', subject: 'Other', text: 'three' });
    const answer = await fetch(`${inbox.webUrl}/api/mails?to=ANN@example.com`);
    const mails = (await answer.json()) as StoredMail[];
    expect(mails.map(({ subject }) => subject)).toEqual(['Second', 'First']);
    expect(mails[0]?.text.trim()).toBe('two');
  });

  it('lets a script wait for a mail that is still on its way', async () => {
    const asked = fetch(`${inbox.webUrl}/api/mails?to=late@example.com&wait=5`);
    await send({ to: 'late@example.com', subject: 'Late', text: 'here' });
    expect((await (await asked).json()) as StoredMail[]).toHaveLength(1);
  });

  it('shows text with links to click and the HTML in a frame without rights', async () => {
    await send({
      to: 'eve@example.com',
      subject: '<b>Bold</b> & more',
      text: 'Verify at http://127.0.0.1:3000/verify?code=123&x=1. Thanks <you>',
      html: '<p>Hello</p><script>parent.stolen = true</script>',
    });
    const [mail] = inbox.store.list({ to: 'eve@example.com' });
    const shown = await page(`/mails/${mail?.id}`);
    expect(shown.text).toContain('<a href="http://127.0.0.1:3000/verify?code=123&amp;x=1"');
    expect(shown.text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(shown.text).not.toContain('<b>Bold</b>');
    expect(shown.text).not.toContain('<you>');
    const framed = await page(`/mails/${mail?.id}/html`);
    expect(framed.text).toContain('<p>Hello</p>');
    expect(framed.policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox;/);
    expect((await page('/')).text).toContain('&lt;b&gt;Bold&lt;/b&gt;');
  });

  it('answers 404 for a mail it does not have', async () => {
    expect((await page('/mails/99999')).status).toBe(404);
    expect((await page('/api/mails/99999')).status).toBe(404);
    expect((await page('/elsewhere')).status).toBe(404);
  });

  it('keeps the last 500 mails only, and none after DELETE', async () => {
    const mail = { receivedAt: '', from: '', to: ['x@example.com'], subject: '', text: '' };
    for (let n = 0; n < 520; n += 1) inbox.store.add({ ...mail, html: null, messageId: null });
    expect(inbox.store.list()).toHaveLength(500);
    expect((await fetch(`${inbox.webUrl}/api/mails`, { method: 'DELETE' })).status).toBe(204);
    expect(inbox.store.list()).toHaveLength(0);
  });
});
