import { join } from 'node:path';

/** What the banner tells. */
export interface BannerFacts {
  readonly url: string;
  readonly database: string;
  readonly queues: string;
  readonly mail: string;
  readonly gateways: string;
  readonly demoPassword: string | null;
  readonly processes: readonly string[];
  readonly logFolder: string;
  readonly seconds: number;
}

/** What to open, whom to log in as and what runs on what. */
export function bannerText(facts: BannerFacts): string {
  const rows: [string, string][] = [
    ['Storefront', `${facts.url}/`],
    ['Swagger UI', `${facts.url}/docs`],
    ['API', `${facts.url}/api/v1`],
    ['Mail inbox', facts.mail],
    ['Gateways', facts.gateways],
    ['SMS codes', join(facts.logFolder, 'other-queues.log')],
    ...loginRows(facts.demoPassword),
    ['Database', facts.database],
    ['Queues', facts.queues],
    ['Processes', facts.processes.join(', ')],
    ['Logs', facts.logFolder],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`);
  const rule = '─'.repeat(72);
  return [
    '',
    rule,
    `  The shop is ready (${facts.seconds.toFixed(1)} s). Ctrl-C stops all of it.`,
    '',
    ...lines,
    rule,
  ].join('\n');
}

function loginRows(password: string | null): [string, string][] {
  if (password === null) return [];
  const names = ['admin', 'moderator', 'alice', 'bob'].map((name) => `${name}@example.com`);
  return [
    ['Log in as', names.join(', ')],
    ['', `password ${password}`],
  ];
}
