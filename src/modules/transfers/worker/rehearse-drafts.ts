import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../database/unit-of-work.js';
import { ImportDrafts } from '../data/import-drafts.js';
import type { RowMapper } from '../domain/columns.js';
import { inRounds, namesOf } from '../domain/draft-json.js';
import type { Draft } from '../domain/draft.js';
import type { ImportView } from '../transfers.types.js';
import type { DraftSaver, Saved } from './save-batch.js';

/**
 * A dry run. Rows that speak of what earlier rows of the file would have made are tried for good
 * behind a savepoint: the earlier ones first, then they, and all of it is taken back.
 */
@Injectable()
export class RehearseDrafts {
  constructor(private readonly seen: ImportDrafts) {}

  async save(
    tx: Tx,
    drafts: readonly Draft[],
    asked: { readonly import: ImportView; readonly mapper: RowMapper },
    saver: DraftSaver,
  ): Promise<Saved> {
    const earlier = await this.seen.find(tx, asked.import.id, drafts.flatMap(namesOf));
    const saved =
      earlier.length === 0
        ? await saver.save(tx, drafts, asked.mapper, asked.import)
        : await rehearse(tx, [...inRounds(earlier), [...drafts]], asked, saver);
    const good = drafts.filter(({ row }) => saved.outcomes.get(row) !== 'failed');
    await this.seen.add(tx, asked.import.id, good);
    return saved;
  }
}

/** What becomes of the last round when all of them are saved one after the other. */
async function rehearse(
  tx: Tx,
  rounds: readonly Draft[][],
  asked: { readonly import: ImportView; readonly mapper: RowMapper },
  saver: DraftSaver,
): Promise<Saved> {
  const forGood = { ...asked.import, dryRun: false };
  let saved: Saved = { outcomes: new Map(), errors: [] };
  await tx.query('SAVEPOINT rehearsal');
  for (const drafts of rounds) saved = await saver.save(tx, drafts, asked.mapper, forGood);
  await tx.query('ROLLBACK TO SAVEPOINT rehearsal');
  return saved;
}
