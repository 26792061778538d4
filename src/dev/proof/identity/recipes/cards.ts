import { randomUUID } from 'node:crypto';
import { FieldCipher } from '../../../../common/crypto/field-cipher.js';
import type { Person, Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';
import { newAddress } from './shopping.js';

/** A saved card as a gateway that keeps cards would have left it. */
async function newCard(scene: Scene, owner: Pick<Person, 'id'>): Promise<string> {
  const id = randomUUID();
  const cipher = new FieldCipher(scene.shop.env());
  const seal = (column: string, text: string): string =>
    cipher.encrypt(text, `user_payment_infos.${column}:${id}`);
  await scene.shop.owner.query(
    `INSERT INTO user_payment_infos (id, user_id, card_number, card_last4, payment_method_token,
       token_hash, gateway, expiration_date, billing_address)
     VALUES ($1::uuid, $2, '**** **** **** 4242', '4242', $3, $1::uuid::text, 'proof', '2099-12-31', $4)`,
    [id, owner.id, seal('payment_method_token', `pm_${id}`), seal('billing_address', '{}')],
  );
  return id;
}

export const CARD_IDS: Readonly<Record<string, IdKind>> = {
  cardId: { belongs: 'person', make: newCard },
  billingAddressId: { belongs: 'person', make: newAddress },
  setupId: { belongs: 'secret', make: () => Promise.resolve('seti_proof') },
};

const noGateway: Recipe = (_scene, _who, { body }) =>
  Promise.resolve({ body: { ...(body as object), gateway: 'proof' } });

export const CARD_RECIPES: Readonly<Record<string, Recipe>> = {
  prepareMyCard: noGateway,
  keepMyCard: noGateway,
};
