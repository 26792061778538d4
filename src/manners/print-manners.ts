import type { MannersTable } from './operation-manners.js';

/** The table as the source of `generated/operation-manners.ts`, a line for each operation and class. */
export function printManners({ operations, classes }: MannersTable): string {
  return [
    '// Made from test/contract/openapi.json by "npm run openapi": not to be edited.',
    "import type { MannersTable } from '../operation-manners.js';",
    '',
    'export const MANNERS: MannersTable = {',
    `  operations: ${lines(operations)},`,
    `  classes: ${lines(classes)},`,
    '};',
    '',
  ].join('\n');
}

function lines(record: Readonly<Record<string, unknown>>): string {
  const own = Object.entries(record).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  return `{\n${own.join('\n')}\n  }`;
}
