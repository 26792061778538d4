import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCompiler } from '../../src/dev/run-compiler.js';
import { STOREFRONT_BUILD, storefrontFiles } from '../../src/storefront/mount-storefront.js';
import { faultsOf, hasChromium, reach, shoot, useChromium } from '../setup/chromium.js';
import type { GivenUser } from '../setup/given/users.js';
import { productionSecrets } from '../setup/production-secrets.js';
import { useApi } from '../setup/test-api.js';
import { useWorkers } from '../setup/test-workers.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Compiles the page as `npm run build` does, into a folder of its own. */
async function build(): Promise<void> {
  const folder = join(ROOT, '.tmp', `storefront-${process.pid}`);
  const project = join(ROOT, 'src/storefront/tsconfig.json');
  const { code, output } = await runCompiler(['-p', project, '--outDir', folder]);
  if (code !== 0) throw new Error(output);
  STOREFRONT_BUILD.folder = folder;
}

/** The page is there for the tests of a `describe`. */
function useStorefront(): void {
  const { folder } = STOREFRONT_BUILD;
  beforeAll(build);
  afterAll(async () => {
    await rm(STOREFRONT_BUILD.folder, { recursive: true, force: true });
    STOREFRONT_BUILD.folder = folder;
  });
}

describe('The page at /', () => {
  useStorefront();
  const t = useApi();

  it('is small, may run nothing but its own modules, and is asked for only once', async () => {
    const page = await t.http('GET', '/');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script(?![^>]* src=)|style=|<style| on\w+=/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*/);
    const files = [...(await storefrontFiles(STOREFRONT_BUILD.folder))];
    const raw = files.reduce((sum, [, { text }]) => sum + Buffer.byteLength(text), 0);
    const packed = files.reduce((sum, [, { text }]) => sum + gzipSync(text).length, 0);
    // All of it: page, style, and the client with the groups that it uses.
    expect(raw).toBeLessThan(90_000);
    expect(packed).toBeLessThan(32_000);
    for (const [path, { etag }] of files) {
      const again = await t.http('GET', path, { headers: { 'if-none-match': etag } });
      expect([path, again.status, again.text]).toEqual([path, 304, '']);
    }
    const paths = [
      '/storefront/',
      '/storefront/../package.json',
      '/storefront/%2e%2e/%2e%2e/package.json',
    ];
    for (const path of [...paths, '/storefront/storefront/mount-storefront.js']) {
      expect((await t.http('GET', path)).status).toBe(404);
    }
  });
});

describe('In production', () => {
  useStorefront();
  const own = { NODE_ENV: 'production', PASSWORD_HASH_COST: '', ...productionSecrets() };
  const t = useApi({ env: own });

  it('is no page at / and nothing of it elsewhere, though it was built', async () => {
    const files = [...(await storefrontFiles(STOREFRONT_BUILD.folder)).keys()];
    expect(files).toContain('/storefront/style.css');
    for (const path of files) {
      const { status, headers } = await t.http('GET', path);
      expect([path, status, headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    expect((await t.http('GET', '/health/live')).status).toBe(200);
  });
});

describe.skipIf(!hasChromium('the storefront in a browser'))('The storefront in a browser', () => {
  useStorefront();
  const t = useApi();
  useWorkers(['payment-callbacks', 'orders', 'relay']);
  const browser = useChromium();
  let person: GivenUser;

  beforeAll(async () => {
    await t.given.openShop();
    const brandId = (await t.given.brand({ name: 'Northlight', slug: 'northlight' })).id;
    const categoryId = (await t.given.category({ name: 'Clothing', slug: 'clothing' })).id;
    const more = { brandId, categoryId, stock: 20 };
    await t.given.product({ name: 'Linen Shirt', slug: 'linen-shirt', price: '49.90', ...more });
    await t.given.product({ name: 'Harbour Mug', slug: 'harbour-mug', price: '12.00', stock: 20 });
    await t.given.discount({ code: 'TEN' });
    await t.owner.query('SELECT refresh_search_vocabulary()');
    person = await t.given.customer({ firstName: 'Ada' });
    await t.given.address(person);
  });

  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name });

  it('finds, fills a cart, takes a code, orders as a guest and pays, by keyboard alone', async () => {
    const page = await browser.visitor();
    const { keyboard } = page;
    const press = async (element: Locator, key = 'Enter'): Promise<void> => {
      await reach(page, element);
      await keyboard.press(key);
    };
    const type = async (label: string, text: string): Promise<void> => {
      await reach(page, page.getByLabel(label, { exact: true }));
      await keyboard.type(text);
    };
    await page.goto(t.baseUrl);
    await heading(page, 'Our products').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    const paper = 'getComputedStyle(document.body).backgroundColor';
    expect(await page.evaluate(paper)).toBe('rgb(22, 22, 24)');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)');
    expect(await faultsOf(page)).toEqual([]);

    await keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await reach(page, page.getByRole('combobox', { name: 'Search for products' }));
    await keyboard.type('lin');
    await page.getByRole('option', { name: 'Linen Shirt product' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await keyboard.press('Escape');
    await keyboard.press('Control+A');
    await keyboard.type('shirt');
    await keyboard.press('Enter');
    await heading(page, 'Search: shirt').waitFor();
    expect(await page.getByRole('list', { name: 'Products' }).getByRole('listitem').count()).toBe(
      1,
    );
    await press(page.getByRole('checkbox', { name: 'Northlight (1)' }), 'Space');
    await page.waitForURL(/brand=northlight/);
    await page.getByRole('checkbox', { name: 'Northlight (1)', checked: true }).waitFor();
    await shoot(page, 'storefront-search');
    await press(page.getByRole('link', { name: 'Linen Shirt' }));
    await heading(page, 'Linen Shirt').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await faultsOf(page)).toEqual([]);

    await type('Quantity', '1');
    await press(page.getByRole('button', { name: 'Put into the cart' }));
    await page.getByText('Linen Shirt is in your cart, which has one piece now.').waitFor();
    await reach(page, page.getByRole('link', { name: 'Cart (1)' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await heading(page, 'Your cart').waitFor();
    // The row is drawn anew after each press, and the focus is still in it.
    const quantity = page.getByLabel('Quantity of Linen Shirt');
    await reach(page, quantity);
    for (const pieces of ['2', '3']) {
      await keyboard.press('ArrowUp');
      await page.getByRole('link', { name: `Cart (${pieces})` }).waitFor();
    }
    await keyboard.press('ArrowDown');
    await page.getByRole('link', { name: 'Cart (2)' }).waitFor();
    await type('Discount code', 'ten');
    await keyboard.press('Enter');
    await page.getByText('TEN: – $9.98').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await shoot(page, 'storefront-cart');

    await press(page.getByRole('link', { name: 'Go to checkout' }));
    await heading(page, 'Checkout').waitFor();
    await type('E-mail', 'guest@example.com');
    for (const [label, value] of [
      ['Full name', 'Gwen Guest'],
      ['Street and number', '7 Harbour Street'],
      ['District', 'Downtown'],
      ['City', 'Portland'],
      ['Postal code', '97201 and much more than that'],
    ] as const) {
      await type(label, value);
    }
    await press(page.getByRole('button', { name: 'Order now' }));
    await page.locator('[name=postalCode][aria-invalid]:focus').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await shoot(page, 'storefront-checkout');
    await keyboard.press('Control+A');
    await keyboard.type('97201');
    await press(page.getByRole('button', { name: 'Order now' }));
    await heading(page, /^Order ORD-\d{8}/).waitFor();
    const start = page.getByRole('button', { name: /^Pay \$/ });
    const bankLink = page.getByRole('link', { name: /^Pay \$.* at the bank/ });
    await start.or(bankLink).waitFor();
    if ((await start.count()) > 0) await press(start);
    await reach(page, bankLink);
    const [bank] = await Promise.all([page.waitForEvent('popup'), keyboard.press('Enter')]);
    await reach(bank, bank.getByRole('button', { name: 'Answer and go back to the shop' }));
    await bank.keyboard.press('Enter');
    await bank.waitForURL(`${t.baseUrl}/**`);
    await bank.close();
    // Nobody touches the page: the workers move the order, and the page sees it.
    await page.getByText('Status: confirmed').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await shoot(page, 'storefront-order');
    // His token is kept by his browser; nobody else sees the order.
    const address = page.url();
    await page.reload();
    await page.getByText('Status: confirmed').waitFor();
    const stranger = await browser.visitor();
    await stranger.goto(address);
    await heading(stranger, 'That did not work').waitFor();
    expect(
      browser.complaints.splice(0).filter((line) => !/status of 40\d|status of 422/.test(line)),
    ).toEqual([]);
  }, 90_000);

  it('keeps a login over a reload without a script knowing it, and orders to a saved address', async () => {
    const page = await browser.visitor();
    await page.goto(`${t.baseUrl}/#/products/harbour-mug`);
    await page.getByRole('button', { name: 'Put into the cart' }).click();
    await page.getByText('Cart (1)').waitFor();
    await page.getByRole('link', { name: 'Log in' }).click();
    await page.getByLabel('E-mail or user name').fill(person.email);
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Password').fill(person.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('link', { name: 'Ada’s orders' }).waitFor();
    await heading(page, 'Your cart').waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Ada’s orders' }).waitFor();
    const known = await page.evaluate('JSON.stringify(localStorage) + document.cookie');
    expect(known).not.toMatch(/refresh|ey[JA]/);

    await page.getByRole('link', { name: 'Go to checkout' }).click();
    await page.getByRole('group', { name: 'Your addresses' }).waitFor();
    await page.getByRole('button', { name: 'Order now' }).click();
    await heading(page, /^Order ORD-\d{8}/).waitFor();
    await page.getByRole('button', { name: 'Cancel the order' }).click();
    await page.getByText('Status: cancelled').waitFor();
    await page.getByRole('link', { name: 'Ada’s orders' }).click();
    await heading(page, 'My orders').waitFor();
    expect(await page.getByText(/cancelled$/).count()).toBe(1);
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Log in' }).waitFor();
    expect(browser.complaints.filter((line) => !/status of 40\d/.test(line))).toEqual([]);
  }, 90_000);
});
