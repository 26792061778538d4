import type { Locator, Page } from 'playwright-core';

/** How long the page may take for one step, on a machine that has much else to do. */
const PATIENCE_MS = 120_000;
const DRAWN_MS = 40_000;
const BUSY = 503;
const NOT_LONG = { timeout: 15_000 };
const nothing = (): void => undefined;

/** What somebody does with an operation beside pressing "Execute". */
export interface TryOptions {
  /** Values for fields of parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Fields that are replaced in the body that stands there. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Key of the ready-made request that is chosen from the list. */
  readonly example?: string;
}

/** What the page shows below "Server response". */
export interface ShownAnswer {
  readonly status: number;
  /** Empty where the answer had no JSON. */
  readonly body: Record<string, unknown>;
}

/** Swagger UI as people use it: opened operations, filled fields, pressed buttons. */
export class SwaggerUi {
  /** Every value that was put in and did not stand there before, as `operation.field`. */
  readonly pasted: string[] = [];
  private opened: string | null = null;
  private tags: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  /** Opens the page and waits until it shows the operations. */
  async open(): Promise<void> {
    const document = await fetch(`${this.url}/openapi.json`);
    this.tags = tagsOf((await document.json()) as { paths: Paths });
    const operations = this.page.locator('.opblock-tag-section').first();
    const deadline = Date.now() + PATIENCE_MS;
    while ((await operations.count()) === 0) {
      if (Date.now() > deadline) throw new Error('/docs shows no operations');
      // A machine that is too busy turns parts of the page away; people press "reload".
      await this.page.goto(`${this.url}/docs`);
      await operations.waitFor({ timeout: DRAWN_MS }).catch(nothing);
    }
  }

  /** Logs in with the button "Authorize"; a token that was there before is given back first. */
  async authorize(token: string): Promise<void> {
    await this.page.locator('.auth-wrapper > button.authorize').click();
    const dialog = this.page.locator('.dialog-ux');
    const logout = dialog.getByRole('button', { name: 'Remove authorization' });
    if ((await logout.count()) > 0) await logout.click();
    await dialog.locator('input').fill(token);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.locator('.btn-done').click();
    this.pasted.push('bearer');
  }

  /** "Try it out" with the pre-filled request, and the answer as the page shows it. */
  async run(operationId: string, options: TryOptions = {}): Promise<ShownAnswer> {
    const block = await this.unfold(operationId);
    if (options.example !== undefined) {
      await block
        .locator('.opblock-section-request-body .examples-select-element')
        .selectOption(options.example);
    }
    for (const [name, value] of Object.entries(options.parameters ?? {})) {
      await block.locator(`tr[data-param-name="${name}"] input`).fill(value);
      this.pasted.push(`${operationId}.${name}`);
    }
    if (options.body !== undefined) await this.replace(operationId, block, options.body);
    const clear = block.locator('.btn-clear');
    if ((await clear.count()) > 0) await clear.click();
    return this.execute(block);
  }

  /** Folds an operation in again: a page with few things on it is a fast one. */
  async fold(operationId: string): Promise<void> {
    await this.block(operationId).locator('.opblock-summary-control').click();
  }

  /** Where an operation is on the page, for a picture of it. */
  block(operationId: string): Locator {
    const tag = this.tags.get(operationId);
    if (tag === undefined) throw new Error(`The document has no operation ${operationId}`);
    return this.page.locator(`#operations-${tag.replaceAll(' ', '_')}-${operationId}`);
  }

  private async unfold(operationId: string): Promise<Locator> {
    const block = this.block(operationId);
    await this.openTag((this.tags.get(operationId) ?? '').replaceAll(' ', '_'));
    await this.bring(block);
    const execute = block.locator('.btn.execute');
    const deadline = Date.now() + PATIENCE_MS;
    while ((await execute.count()) === 0) {
      if (Date.now() > deadline) throw new Error(`${operationId} does not open`);
      // What is scrolled to may be drawn anew under the mouse.
      await block.locator('.opblock-summary-control').click(NOT_LONG).catch(nothing);
      await execute.waitFor(NOT_LONG).catch(() => this.bring(block));
    }
    return block;
  }

  /** A machine that is too busy says so before it does anything, and is asked again. */
  private async execute(block: Locator): Promise<ShownAnswer> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      await block.locator('.btn.execute').click();
      const shown = await readAnswer(block.locator('.live-responses-table'));
      if (shown.status !== BUSY || Date.now() > deadline) return shown;
      await block.locator('.btn-clear').click();
      await this.page.waitForTimeout(1000);
    }
  }

  /** One tag is open at a time. */
  private async openTag(tag: string): Promise<void> {
    if (this.opened === tag) return;
    if (this.opened !== null) await this.pressTag(this.opened);
    await this.pressTag(tag);
    this.opened = tag;
  }

  private async pressTag(tag: string): Promise<void> {
    const header = this.page.locator(`#operations-tag-${tag}`);
    await this.bring(header);
    await header.click();
  }

  /** Scrolls to what may be far down: the page holds only what is near the window. */
  private async bring(target: Locator): Promise<void> {
    if ((await target.count()) > 0) return;
    await this.page.evaluate('scrollTo(0, 0)');
    await this.page.mouse.move(600, 400);
    const deadline = Date.now() + PATIENCE_MS;
    while ((await target.count()) === 0) {
      if (Date.now() > deadline) throw new Error(`${String(target)} is nowhere on the page`);
      await this.page.mouse.wheel(0, 400);
      await this.page.waitForTimeout(50);
    }
  }

  private async replace(
    operationId: string,
    block: Locator,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const text = block.locator('textarea.body-param__text');
    const standing = JSON.parse(await text.inputValue()) as Record<string, unknown>;
    await text.fill(JSON.stringify({ ...standing, ...fields }, null, 2));
    this.pasted.push(...Object.keys(fields).map((field) => `${operationId}.${field}`));
  }
}

type Paths = Record<string, Record<string, { operationId?: string; tags?: string[] }>>;

function tagsOf(document: { paths: Paths }): Map<string, string> {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  return new Map(
    operations.map(({ operationId = '', tags: [tag = 'default'] = [] }) => [operationId, tag]),
  );
}

async function readAnswer(table: Locator): Promise<ShownAnswer> {
  const status = table.locator('tbody .response-col_status').first();
  await status.waitFor({ timeout: PATIENCE_MS });
  const code = table.locator('.highlight-code code').first();
  const text = (await code.count()) > 0 ? await code.innerText() : '';
  return { status: Number.parseInt(await status.innerText(), 10), body: parse(text) };
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
