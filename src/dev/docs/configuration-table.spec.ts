import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationPage, wrongDefaults } from './configuration-table.js';

const example = readFileSync('.env.example', 'utf8');

describe('docs/configuration.md', () => {
  it('is what schema and .env.example say; `npm run build && npm run docs` writes it', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage(example));
  });

  it('names the defaults that are in force', () => {
    expect(wrongDefaults(example)).toEqual([]);
    expect(wrongDefaults(example.replace('[3000]', '[4000]'))).toEqual([
      'PORT: [4000], but 3000 by the schema',
    ]);
  });
});
