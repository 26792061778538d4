import { readdir, readFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RecordedFile, RecordedOperation } from '../../openapi/recorded.js';
import { openScene } from '../proof/identity/people/open-scene.js';
import { ProofRig } from '../proof/proof-rig.js';
import { keptOrNew } from './kept.js';
import { recordAll } from './record-all.js';

const FOLDER = fileURLToPath(new URL('../../../../src/openapi/examples/', import.meta.url));
const SEED = 1;
/** Written by people, for what cannot be had from the demo shop. */
const BY_HAND = 'by-hand.json';

const USAGE = `Usage: npm run openapi:examples [-- --all] [-- --only OPERATION_ID…]
Asks a shop with the demo data for one real answer of every operation and keeps it in src/openapi/examples.
Without --all what is kept and still has the form of a new answer stays as it is.`;

/** @returns what went wrong, one line each */
async function main(): Promise<readonly string[]> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { all: { type: 'boolean' }, only: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    return [];
  }
  const known = await readKnown();
  const rig = await ProofRig.open(SEED);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void rig.close().finally(() => process.exit(1)));
  }
  try {
    const { scene } = await openScene(rig, null);
    const wanted = new Set(values.only === true ? positionals : []);
    const { recorded, faults } = await recordAll(scene, wanted, (line) =>
      process.stderr.write(`${line}\n`),
    );
    const tags = new Map(
      scene.routes.map(({ operationId, operation }) => [operationId, tagOf(operation)]),
    );
    const all = new Map<string, RecordedOperation>();
    for (const id of tags.keys()) {
      const one = keptOrNew(known.get(id), recorded.get(id), values.all === true);
      if (one !== null) all.set(id, one);
    }
    await write(all, tags);
    return faults;
  } finally {
    await rig.close();
  }
}

function tagOf(operation: object): string {
  return (operation as { tags?: readonly string[] }).tags?.[0] ?? 'other';
}

async function readKnown(): Promise<Map<string, RecordedOperation>> {
  await mkdir(FOLDER, { recursive: true });
  const names = (await readdir(FOLDER)).filter((name) => name !== BY_HAND);
  const files = await Promise.all(
    names.map(
      async (name) => JSON.parse(await readFile(`${FOLDER}${name}`, 'utf8')) as RecordedFile,
    ),
  );
  return new Map(files.flatMap((file) => Object.entries(file)));
}

/** One file for each tag; those of tags that are gone go away. */
async function write(
  all: ReadonlyMap<string, RecordedOperation>,
  tags: ReadonlyMap<string, string>,
): Promise<void> {
  const files = new Map<string, Record<string, RecordedOperation>>();
  for (const [id, one] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = `${(tags.get(id) ?? 'other').toLowerCase().replaceAll(' ', '-')}.json`;
    files.set(name, { ...files.get(name), [id]: one });
  }
  for (const name of await readdir(FOLDER)) {
    if (name !== BY_HAND && !files.has(name)) await rm(`${FOLDER}${name}`);
  }
  for (const [name, content] of files) {
    await writeFile(`${FOLDER}${name}`, `${JSON.stringify(content, null, 2)}\n`);
  }
  process.stdout.write(`${all.size} operations in ${files.size} files of src/openapi/examples\n`);
}

const faults = await main();
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);
