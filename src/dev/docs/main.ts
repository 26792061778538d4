import { readFile, writeFile } from 'node:fs/promises';
import { configurationPage } from './configuration-table.js';

// Writes the pages of docs/ that come from the code: `npm run docs`, in the folder of the repository.
const page = configurationPage(await readFile('.env.example', 'utf8'));
await writeFile('docs/configuration.md', page);
process.stdout.write('docs/configuration.md is written\n');
