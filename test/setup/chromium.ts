import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { lazily } from './test-database.js';
import { noteNotRun, testRun } from './test-run.js';

const CHROMIUM = '/usr/bin/chromium';
const MAX_STEPS = 60;
const SHOTS = fileURLToPath(new URL('../../.tmp/screenshots', import.meta.url));

/** Whether the system has it; the summary of the run names what needs it, where it has not. */
export function hasChromium(what: string): boolean {
  if (existsSync(CHROMIUM)) return true;
  noteNotRun(testRun().folder, `${what} (needs chromium)`);
  return false;
}

/** A browser for this test file. */
export interface TestBrowser {
  /** A person who was never here before. What his browser complains of is collected. */
  visitor(): Promise<Page>;
  readonly complaints: string[];
}

/** The system's Chromium, started before the first test. */
export function useChromium(): TestBrowser {
  let browser: Browser | undefined;
  const complaints: string[] = [];
  beforeAll(async () => {
    // Everything of the tests is root's, whom Chromium's sandbox refuses.
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());
  const visitor = async (): Promise<Page> => {
    const context = await browser?.newContext({
      locale: 'en-US',
      viewport: { width: 1100, height: 800 },
    });
    if (context === undefined) throw new Error('The browser has not started');
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    context.on('weberror', (error) => complaints.push(error.error().message));
    return context.newPage();
  };
  return lazily('The browser', () => ({ visitor, complaints }));
}

/** Keeps a picture of the page in `.tmp/screenshots`. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/**
 * What axe finds wrong for people with disabilities (WCAG 2.2 AA and its best practices): rule and element. The contrast
 * is looked at a second time in the colours for the dark.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const light = await runAxe(page, '{}');
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await runAxe(page, "{ runOnly: ['color-contrast'] }");
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((fault) => `in the dark: ${fault}`)];
}

function runAxe(page: Page, options: string): Promise<string[]> {
  // As text: the page has names that this program does not know.
  return page.evaluate<string[]>(
    `axe.run(document, ${options}).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
}

/**
 * Goes to an element as somebody without a mouse does, from where he is.
 *
 * @throws Error when it cannot be reached this way
 */
export async function reach(
  page: Page,
  element: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  await element.waitFor();
  const focused = element.and(page.locator(':focus'));
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    await page.keyboard.press(key);
    if ((await focused.count()) > 0) return;
  }
  throw new Error(`${MAX_STEPS} times ${key} do not lead to ${element.toString()}`);
}
