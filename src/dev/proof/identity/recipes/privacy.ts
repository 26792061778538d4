import { randomUUID } from 'node:crypto';
import { FieldCipher } from '../../../../common/crypto/field-cipher.js';
import { MailedCodes } from '../../../../common/crypto/mailed-codes.js';
import type { Person, Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

const PURPOSE = 'data_export';

/** A copy of somebody's data that the worker has made. */
async function newExport(scene: Scene, owner: Pick<Person, 'id'>): Promise<string> {
  const [id, part] = [randomUUID(), randomUUID()];
  const env = scene.shop.env();
  const content = new FieldCipher(env).encrypt('{}', `data_export_parts.content:${part}`);
  await scene.shop.owner.query(
    `WITH made AS (
       INSERT INTO data_exports (id, user_id, code_hash, status, size_bytes, ready_at, expires_at)
       VALUES ($1, $2, $3, 'ready', 2, now(), now() + interval '1 day') RETURNING id)
     INSERT INTO data_export_parts (id, export_id, part, content) SELECT $4, id, 0, $5 FROM made`,
    [id, owner.id, new MailedCodes(env).hashFor(id, PURPOSE), part, content],
  );
  return id;
}

/** Ids of copies of personal data. */
export const PRIVACY_IDS: Readonly<Record<string, IdKind>> = {
  exportId: { belongs: 'person', make: newExport },
};

/** What they need beside their examples. */
export const PRIVACY_RECIPES: Readonly<Record<string, Recipe>> = {
  downloadMailedExport: async (scene, who) => {
    const id = await newExport(scene, who ?? (await scene.person()));
    return { body: { code: new MailedCodes(scene.shop.env()).codeFor(id, PURPOSE) } };
  },
};
