import { maskCardNumbers } from '../../../common/card-numbers.js';

/** What a browser pays or keeps a card with, as gateways repeat it in their messages. */
const CLIENT_SECRET = /("client_secret"\s*:\s*")[^"]*(")/g;
const SECRET_IN_ADDRESS = /(client_secret=)[^"&\\\s]+/g;
/** A kept card as its gateway knows it: we keep that encrypted, in one place. */
const CARD_TOKEN = /\bpm_[A-Za-z0-9]{8,}/g;

/**
 * A gateway's message as it is written down, after its signature was checked over the bytes that came: without what
 * could be used to pay. Numbers of cards do not belong there either, and are left out should one ever come.
 */
export function keptBody(text: string): string {
  const plain = text
    .replace(CLIENT_SECRET, '$1[secret]$2')
    .replace(SECRET_IN_ADDRESS, '$1[secret]')
    .replace(CARD_TOKEN, 'pm_[token]');
  return maskCardNumbers(plain);
}
