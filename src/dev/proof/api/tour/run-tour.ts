import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { ShoppingTour, type TourEnd, type TourPlace, type TourStep } from './shopping-tour.js';
import { SwaggerUi } from './swagger-ui.js';

/** The browser of the system; none is downloaded. */
export const CHROMIUM = '/usr/bin/chromium';

/** The token, the code of a mail, and ids and lines of what came before. */
const UNKNOWABLE = /bearer|code$|Id$|lines$/;

/** How the tour went. */
export interface TourReport {
  readonly steps: readonly TourStep[];
  /** What was put into fields by hand, as `operation.field`, although an example could have said it. */
  readonly typed: readonly string[];
  /** What the pages wrote into the browser's console as errors, and answers that are faults. */
  readonly complaints: readonly string[];
  readonly ms: number;
}

/** Whether this machine has the browser. */
export function hasChromium(): boolean {
  return existsSync(CHROMIUM);
}

/**
 * From register to refund through Swagger UI in a browser of its own, with pictures on the way.
 *
 * @throws Error with the step that did not go as promised
 */
export async function runSwaggerTour(place: TourPlace, last?: TourEnd): Promise<TourReport> {
  const began = Date.now();
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  try {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('response', (answer) => {
      // 503 is a busy machine that asks to come again, which the pages do.
      if (answer.status() >= 500 && answer.status() !== 503)
        complaints.push(`${answer.status()} ${answer.url()}`);
    });
    const ui = new SwaggerUi(page, place.url);
    const tour = new ShoppingTour(page, ui, place);
    await tour.run(last);
    const typed = ui.pasted.filter((field) => !UNKNOWABLE.test(field));
    return { steps: tour.steps, typed, complaints, ms: Date.now() - began };
  } finally {
    await browser.close();
  }
}
