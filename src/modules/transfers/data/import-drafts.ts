import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/unit-of-work.js';
import { draftFromJson, draftToJson, namesOf } from '../domain/draft-json.js';
import type { Draft } from '../domain/draft.js';

/** Rows that a batch looks back at, at most: the newest ones tell. */
const MOST = 2_000;

const FIND: Statement = {
  name: 'import-drafts-find',
  text: `
    SELECT draft FROM import_drafts WHERE names && $2::text[] AND import_id = $1
    ORDER BY row_number DESC LIMIT $3::int`,
};

const ADD: Statement = {
  name: 'import-drafts-add',
  text: `
    INSERT INTO import_drafts (import_id, row_number, names, draft)
    SELECT $1, r.row_number, r.names, r.draft
    FROM jsonb_to_recordset($2::jsonb) AS r (row_number int, names text[], draft jsonb)`,
};

/** What a dry run has seen of its file: kept in the database, so that the worker need not remember it. */
@Injectable()
export class ImportDrafts {
  /** Earlier drafts in which one of the names stands, in the order of the file. */
  async find(tx: Tx, importId: string, names: readonly string[]): Promise<Draft[]> {
    if (names.length === 0) return [];
    const rows = await namedQuery<{ draft: unknown }>(tx, FIND, [importId, names, MOST]);
    return rows.reverse().map(({ draft }) => draftFromJson(draft));
  }

  async add(tx: Tx, importId: string, drafts: readonly Draft[]): Promise<void> {
    const rows = drafts.map((draft) => ({
      row_number: draft.row,
      names: namesOf(draft),
      draft: draftToJson(draft),
    }));
    const named = rows.filter(({ names }) => names.length > 0);
    if (named.length > 0) await namedQuery(tx, ADD, [importId, storable(named)]);
  }
}

/** A text of jsonb cannot hold a zero character; rows with one are refused anyway. */
function storable(rows: readonly object[]): string {
  return JSON.stringify(rows).replaceAll('\\u0000', '');
}
