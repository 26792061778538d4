import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Alarms } from '../../src/alarms/alarms.js';
import { TEST_PASSWORD } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';
import { noteNotRun, testRun } from '../setup/test-run.js';

const CHROMIUM = '/usr/bin/chromium';
const SHOTS = fileURLToPath(new URL('../../.tmp/screenshots', import.meta.url));

/** Whether it is there; the summary of the run names what needs it, where it is not. */
function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true;
  noteNotRun(testRun().folder, 'the operations page in a browser (needs chromium)');
  return false;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
}

/** One page of a browser that is spoken to over a pipe (DevTools protocol). */
class Page {
  readonly complaints: unknown[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'eshop-chromium-'));
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private session = '';
  private last = 0;
  private rest = '';

  constructor() {
    const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe'];
    this.child = spawn(CHROMIUM, [...args, `--user-data-dir=${this.folder}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    (this.child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      this.take(chunk.toString());
    });
  }

  async open(url: string): Promise<void> {
    const target = await this.send('Target.createTarget', { url: 'about:blank' });
    const { targetId } = target;
    const attached = await this.send('Target.attachToTarget', { targetId, flatten: true });
    this.session = String(attached['sessionId']);
    await this.send('Log.enable');
    await this.send('Runtime.enable');
    const size = { width: 1280, height: 900, deviceScaleFactor: 1, mobile: false };
    await this.send('Emulation.setDeviceMetricsOverride', size);
    await this.send('Page.navigate', { url });
  }

  async ask(expression: string): Promise<unknown> {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { value?: unknown }).value;
  }

  async until(expression: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while ((await this.ask(expression)) !== true) {
      if (Date.now() > deadline) throw new Error(`${expression} did not come true`);
      await sleep(50);
    }
  }

  async shoot(file: string): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    mkdirSync(SHOTS, { recursive: true });
    const bytes = Buffer.from(String(data), 'base64');
    writeFileSync(join(SHOTS, file), bytes);
    return bytes;
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
    // Its other processes end a little later, and write until then.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
  }

  private send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    this.last += 1;
    const id = this.last;
    const sessionId = this.session === '' ? undefined : this.session;
    const text = JSON.stringify({ id, method, params, sessionId });
    (this.child.stdio[3] as Writable).write(`${text}\0`);
    return new Promise((resolve) => {
      this.waiting.set(id, ({ result = {} }) => {
        resolve(result);
      });
    });
  }

  private take(text: string): void {
    const parts = (this.rest + text).split('\0');
    this.rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) this.waiting.get(message.id)?.(message);
      const isFault = message.method === 'Runtime.exceptionThrown';
      const entry = message.params?.['entry'] as { level?: string; text?: string } | undefined;
      if (isFault || entry?.level === 'error') this.complaints.push(entry?.text ?? message.params);
    }
  }
}

describe.skipIf(!hasChromium())('The operations page in a browser', () => {
  const t = useApi();
  let page: Page | undefined;
  afterAll(() => page?.close());

  it('asks for a login, then draws the shop, with nothing that its policy forbids', async () => {
    const staff = await t.given.staff({ operations: 'rx', queues: 'rx' });
    await t.get(Alarms).raise({
      kind: 'test-fault',
      subject: '<b>drawn</b>',
      detail: 'Texts go in as text.',
    });
    page = new Page();
    await page.open(`${t.baseUrl}/admin`);
    await page.until(`document.querySelector('#login')?.hidden === false`);
    await page.ask(`{
      const form = document.querySelector('#login');
      form.elements.login.value = ${JSON.stringify(staff.email)};
      form.elements.password.value = ${JSON.stringify(TEST_PASSWORD)};
      form.requestSubmit();
    }`);
    await page.until(`document.querySelector('#board').hidden === false`);
    const text = String(await page.ask('document.body.innerText'));
    expect(text).toContain('One alarm');
    expect(text).toContain('<b>drawn</b>');
    expect(await page.ask(`document.querySelectorAll('svg[role=img][aria-label]').length`)).toBe(3);
    const queues = await page.ask(
      `document.querySelector('#queues svg').getAttribute('aria-label')`,
    );
    expect(queues).toContain('payment-callbacks 0');
    expect((await page.shoot('operations.png')).length).toBeGreaterThan(10_000);
    // The first questions of somebody unknown are refused, which the browser notes.
    const others = page.complaints.filter((line) => !/status of 401/.test(String(line)));
    expect(others).toEqual([]);
  });
});
