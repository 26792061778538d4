import type { Client } from 'pg';
import { Random } from '../../demo-data/random.js';
import { slugify } from '../../demo-data/slugify.js';
import { idOf, type Surroundings } from './compose-large.js';
import { capital, Words } from './words.js';

const ROOTS = 8;
const BRANCHES = 6;
const LEAVES = 5;
const BRANDS = 400;
const COLLECTIONS = 20;
const ATTRIBUTES: Readonly<Record<string, number>> = {
  Shade: 14,
  Fit: 8,
  Fabric: 12,
  Capacity: 10,
};

interface Group {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly parent_id: string | null;
}

/** Makes categories (a tree of three levels), brands, collections, attributes and fields, with their triggers. */
export async function makeSurroundings(client: Client): Promise<Surroundings> {
  const names = new Names();
  const roots = range(ROOTS).map((index) => group('root', index, names, null));
  const branches = roots.flatMap((root, r) =>
    range(BRANCHES).map((index) => group('branch', r * BRANCHES + index, names, root.id)),
  );
  const leaves = branches.flatMap((branch, b) =>
    range(LEAVES).map((index) => group('leaf', b * LEAVES + index, names, branch.id)),
  );
  for (const level of [roots, branches, leaves]) await insertGroups(client, 'categories', level);
  const brands = range(BRANDS).map((index) => group('brand', index, names, null));
  await insertGroups(client, 'brands', brands);
  const collections = range(COLLECTIONS).map((index) => group('collection', index, names, null));
  await insertGroups(client, 'collections', collections);
  await client.query(
    `INSERT INTO product_fields (code, label, type, choices, filterable) VALUES
       ('finish', 'Finish', 'choice', '["matte","gloss","brushed","raw","painted","waxed"]', true),
       ('warranty_months', 'Warranty', 'integer', NULL, true), ('recycled', 'Recycled', 'boolean', NULL, true)
     ON CONFLICT DO NOTHING`,
  );
  return {
    categories: leaves.map(({ id, name }) => ({ id, noun: name })),
    brands: brands.map(({ id }) => id),
    attributes: await insertAttributes(client),
  };
}

/** Words of which each is used once, the frequent ones first. */
class Names {
  private readonly words = new Words().byRank;
  private next = 100;

  take(): string {
    this.next += 3;
    return this.words[this.next] ?? '';
  }
}

function group(kind: string, index: number, names: Names, parent: string | null): Group {
  const random = new Random(`${kind} ${index}`);
  const words =
    kind === 'brand' && random.chance(0.5) ? [names.take(), names.take()] : [names.take()];
  const name = words.map(capital).join(' ');
  return {
    id: idOf(kind, index),
    name,
    slug: slugify(`${kind} ${index} ${name}`),
    parent_id: parent,
  };
}

async function insertGroups(
  client: Client,
  table: string,
  groups: readonly Group[],
): Promise<void> {
  const parent = table === 'categories' ? ', parent_id' : '';
  await client.query(
    `INSERT INTO ${table} (id, name, slug, display_order ${parent})
     SELECT r.id, r.name, r.slug, row_number() OVER () ${parent}
     FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, name text, slug text, parent_id uuid)`,
    [JSON.stringify(groups)],
  );
}

async function insertAttributes(client: Client): Promise<number[][]> {
  const all: number[][] = [];
  for (const [name, count] of Object.entries(ATTRIBUTES)) {
    const { rows } = await client.query<{ id: number }>(
      `WITH made AS (INSERT INTO attributes (name) VALUES ($1) RETURNING id)
       INSERT INTO attribute_values (attribute_id, value)
       SELECT made.id, $1 || ' ' || n FROM made, generate_series(1, $2::int) n RETURNING id`,
      [name, count],
    );
    all.push(rows.map(({ id }) => id).sort((a, b) => a - b));
  }
  return all;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
