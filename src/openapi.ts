import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiModule } from './api.module.js';
import { loadEnv } from './config/env.js';
import { createHttpAdapter, setUpRoutes } from './configure-app.js';
import { type Documented, makeManners } from './manners/make-manners.js';
import { printManners } from './manners/print-manners.js';
import { buildDocument } from './openapi/document.js';
import { surfaceOf } from './openapi/surface.js';

export { buildDocument } from './openapi/document.js';

const COMMITTED = fileURLToPath(new URL('../../test/contract/openapi.json', import.meta.url));

/** What the program itself reads of the document. */
const MANNERS = fileURLToPath(
  new URL('../../src/manners/generated/operation-manners.ts', import.meta.url),
);

/** What callers rely on since the last release, beside the committed document. */
const RELEASED = fileURLToPath(
  new URL('../../test/contract/openapi.released.txt', import.meta.url),
);

/** The document as it is committed. Made in preview: no provider lives, nothing is connected. */
export async function renderDocument(): Promise<string> {
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule,
    createHttpAdapter(loadEnv({ DATABASE_URL: 'postgres://127.0.0.1/never-connected' })),
    { preview: true, logger: ['error'], abortOnError: false },
  );
  setUpRoutes(app);
  return `${JSON.stringify(buildDocument(app), null, 2)}\n`;
}

function mannersIn(document: string): string {
  return printManners(makeManners(JSON.parse(document) as Documented));
}

async function main(mode: string | undefined): Promise<void> {
  const document = await renderDocument();
  const name = relative(process.cwd(), COMMITTED);
  if (mode === '--write') {
    await mkdir(dirname(COMMITTED), { recursive: true });
    await writeFile(COMMITTED, document);
    await writeFile(MANNERS, mannersIn(document));
    process.stdout.write(`${name} written\n`);
  } else if (mode === '--release') {
    const lines = surfaceOf(JSON.parse(document) as Parameters<typeof surfaceOf>[0]);
    await writeFile(RELEASED, `${lines.join('\n')}\n`);
    process.stdout.write(`${relative(process.cwd(), RELEASED)} written\n`);
  } else if (mode === '--check') {
    const [committed, manners] = await Promise.all(
      [COMMITTED, MANNERS].map((file) => readFile(file, 'utf8').catch(() => '')),
    );
    if (committed === document && manners === mannersIn(document)) return;
    process.stderr.write(`${name} differs from the code: run "npm run openapi" and commit it\n`);
    process.exitCode = 1;
  } else {
    process.stdout.write(document);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);
