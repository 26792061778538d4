import { Injectable } from '@nestjs/common';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Statement } from '../../../../database/statement.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { TranslatedThing, TranslatedWords, Translation } from '../translations.types.js';
import { TABLE_OF_KIND, TRANSLATED_KINDS, type TranslatedKind } from './translated.js';

const COLUMNS = `tr.locale, tr.name, tr.slug, tr.short_description AS "shortDescription", tr.description,
  to_char(tr.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt"`;

interface KindStatements {
  /** $1 id. Holds the thing against other writers. */
  readonly hold: Statement;
  /** $1 id. A row of nulls when the thing has no translation, none when there is no such thing. */
  readonly list: Statement;
  /** $1 id, $2 locale. */
  readonly find: Statement;
  /** $1 id, $2 locale, $3 name, $4 slug, $5 short description, $6 description. */
  readonly save: Statement;
  /** $1 id, $2 locale. */
  readonly remove: Statement;
}

function statementsOf(kind: TranslatedKind): KindStatements {
  const table = TABLE_OF_KIND[kind];
  const isNumbered = kind === 'attribute' || kind === 'attribute_value';
  const id = isNumbered ? '$1::int' : '$1::uuid';
  const isThere = isNumbered || kind === 'product_field' ? 'true' : 'o.deleted_at IS NULL';
  const owner = `${kind}_id`;
  const named = (verb: string, text: string): Statement => ({
    name: `catalog-translation-${verb}-${kind}`,
    text,
  });
  return {
    hold: named(
      'hold',
      `SELECT 1 FROM ${table} o WHERE o.id = ${id} AND ${isThere} FOR NO KEY UPDATE`,
    ),
    list: named(
      'list',
      `SELECT ${COLUMNS} FROM ${table} o LEFT JOIN catalog_translations tr ON tr.${owner} = o.id
      WHERE o.id = ${id} AND ${isThere} ORDER BY tr.locale`,
    ),
    find: named(
      'find',
      `SELECT ${COLUMNS} FROM catalog_translations tr WHERE tr.${owner} = ${id} AND tr.locale = $2`,
    ),
    save: named(
      'save',
      `INSERT INTO catalog_translations AS tr (${owner}, locale, name, slug, short_description, description)
      VALUES (${id}, $2, $3, $4, $5, $6)
      ON CONFLICT (${owner}, locale) WHERE ${owner} IS NOT NULL DO UPDATE SET name = EXCLUDED.name, slug = EXCLUDED.slug,
        short_description = EXCLUDED.short_description, description = EXCLUDED.description
      RETURNING ${COLUMNS}`,
    ),
    remove: named(
      'remove',
      `DELETE FROM catalog_translations tr WHERE tr.${owner} = ${id} AND tr.locale = $2`,
    ),
  };
}

const STATEMENTS = Object.fromEntries(
  TRANSLATED_KINDS.map((kind) => [kind, statementsOf(kind)]),
) as Record<TranslatedKind, KindStatements>;

/** Translations of one thing as staff reads and writes them. */
@Injectable()
export class TranslationsRepository {
  constructor(private readonly db: Db) {}

  /** Whether the thing is there; then nobody else changes its translations until the end. */
  async hold(tx: Tx, { kind, id }: TranslatedThing): Promise<boolean> {
    return (await namedQuery(tx, STATEMENTS[kind].hold, [id])).length > 0;
  }

  /** All languages; null when there is no such thing. */
  async list({ kind, id }: TranslatedThing): Promise<Translation[] | null> {
    const rows = await this.db.query<Translation & { locale: string | null }>(
      STATEMENTS[kind].list,
      [id],
    );
    if (rows.length === 0) return null;
    return rows.filter(({ locale }) => locale !== null);
  }

  async find(tx: Tx, { kind, id }: TranslatedThing, locale: string): Promise<Translation | null> {
    const [row] = await namedQuery<Translation & object>(tx, STATEMENTS[kind].find, [id, locale]);
    return row ?? null;
  }

  /** @throws SlugTaken by constraint, when another thing of this kind has the slug in any language. */
  async save(
    tx: Tx,
    { kind, id }: TranslatedThing,
    locale: string,
    words: TranslatedWords,
  ): Promise<Translation> {
    const { name, slug, shortDescription, description } = words;
    const values = [id, locale, name, slug, shortDescription, description];
    const [row] = await namedQuery<Translation & object>(tx, STATEMENTS[kind].save, values);
    if (row === undefined) throw new Error('An insert gave no row');
    return row;
  }

  async remove(tx: Tx, { kind, id }: TranslatedThing, locale: string): Promise<void> {
    await namedQuery(tx, STATEMENTS[kind].remove, [id, locale]);
  }
}
