import type { Client } from 'pg';
import { fill } from './compose-text.js';
import { demoId } from './demo-id.js';
import type { DemoProduct } from './demo-product.js';
import { insertRows } from './insert-rows.js';
import { Random } from './random.js';

const AUTHORS = ['alice', 'bob'];
const DAY = 86_400_000;
const LAST = Date.UTC(2026, 9, 20);

const TITLES: Readonly<Record<number, readonly string[]>> = {
  5: ['Worth {worth}', 'Exactly {hoped}', 'Bought {again}', 'Better than {better}'],
  4: ['Good, with {flaw}', 'Nearly {hoped}', 'Solid, {flaw} aside'],
  3: ['Fine, if {condition}', 'Mixed feelings after {time}', 'Not quite {hoped}'],
  2: ['Expected more after {time}', 'Sent {back}'],
};

const BODIES: Readonly<Record<number, readonly string[]>> = {
  5: [
    'After {time} with it I have nothing to complain about, and {person} usually helps me find something.',
    'It replaced {old} and I have not looked back since {event}.',
    '{person} asked where it came from, {moment} of all times, which says enough.',
    'The finish is {quality}; I notice it {moment}.',
  ],
  4: [
    'I use it {often} and would buy it again, although {flaw} took {time} to get used to.',
    'Well made and {quality}, only {flaw} keeps me from the fifth star.',
    'Arrived {arrival}; after {time} it still looks new, {flaw} apart.',
  ],
  3: [
    'It does what it says if {condition}, but {old} did that as well.',
    'For the price I had hoped for more than {quality}, though {person} likes it.',
    '{flaw_upper} shows {moment}, and I have only had it for {time}.',
  ],
  2: [
    '{flaw_upper} was there out of the box, so it went back after {time}.',
    'Service was kind about it, but {flaw} is not what I paid for, and {person} agrees.',
  ],
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  worth: ['every cent', 'the wait', 'the detour', 'the second look', 'keeping'],
  hoped: ['what I hoped for', 'as described', 'as on the picture', 'right'],
  again: [
    'a second one',
    'two more as presents',
    'it again for the cottage',
    'another for my sister',
  ],
  better: ['the old one', 'expected', 'the one at work', 'many at twice the price'],
  flaw: [
    'the smell of the box',
    'one loose thread',
    'the tiny print on the label',
    'a slightly crooked seam',
    'the darker shade',
    'the packaging',
  ],
  flaw_upper: [
    'One loose end',
    'A scratch underneath',
    'The uneven colour',
    'The stiff closing',
    'A dull patch',
  ],
  condition: [
    'you are patient',
    'you do not mind the size',
    'you read the instructions',
    'expectations are modest',
  ],
  time: ['three weeks', 'two months', 'half a year', 'ten days', 'one winter', 'the holidays'],
  back: ['it back', 'a note to the shop', 'a photo instead of applause'],
  person: [
    'my father',
    'a colleague',
    'the neighbour across the landing',
    'my daughter',
    'our postman',
    'an old friend',
  ],
  old: [
    'a wedding present',
    'a cheap one from the supermarket',
    'something that broke in May',
    'my trusted old one',
    'three others',
  ],
  moment: [
    'on rainy mornings',
    'at breakfast',
    'on the train',
    'late in the evening',
    'whenever it is in use',
  ],
  event: ['the day it came', 'Easter', 'last Sunday', 'the first morning', 'the power cut'],
  quality: [
    'flawless',
    'honest work',
    'better than the photographs',
    'even on the inside',
    'simple and right',
  ],
  often: [
    'every day',
    'most evenings',
    'at weekends',
    'whenever guests come',
    'more than I thought',
  ],
  arrival: [
    'two days early',
    'wrapped in plain paper',
    'in a box far too large',
    'with a handwritten card',
  ],
};

/** Reviews of every third product or so by the two demo customers; no sentence comes twice. */
export async function insertReviews(
  client: Client,
  products: readonly DemoProduct[],
): Promise<number> {
  const random = new Random('reviews');
  const said = new Set<string>();
  const rows = products.flatMap((product, index) =>
    AUTHORS.filter((_, author) => (index * 7 + author * 3) % 8 < 2).map((author) => {
      const rating = random.pick([5, 5, 5, 4, 4, 4, 3, 2]);
      const created = new Date(LAST - random.between(0, 45) * DAY - random.between(0, DAY));
      return {
        id: demoId('review', `${product.slug} ${author}`),
        product_id: product.id,
        user_id: demoId('user', author),
        rating,
        title: say(TITLES[rating] ?? [], random, said),
        content: say(BODIES[rating] ?? [], random, said),
        created_at: created.toISOString(),
      };
    }),
  );
  const columns = [
    'id uuid',
    'product_id uuid',
    'user_id uuid',
    'rating int',
    'title text',
    'content text',
    'created_at timestamptz',
  ];
  const known = await client.query<{ product_id: string; user_id: string }>(
    `SELECT p.id AS product_id, u.id AS user_id FROM products p, users u WHERE p.id = ANY ($1) AND u.id = ANY ($2)`,
    [products.map(({ id }) => id), AUTHORS.map((author) => demoId('user', author))],
  );
  const pairs = new Set(known.rows.map((row) => `${row.product_id} ${row.user_id}`));
  const writable = rows.filter((row) => pairs.has(`${row.product_id} ${row.user_id}`));
  return insertRows(client, 'ratings', columns, writable);
}

const NOBODY = { style: '', material: '', noun: '' };
const TRIES = 200;

/** Something that has not been said yet, as long as there is anything left. */
function say(templates: readonly string[], random: Random, said: Set<string>): string {
  let text = '';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    text = fill(random.pick(templates), WORDS, NOBODY, random);
    if (!said.has(text)) break;
  }
  said.add(text);
  return text;
}
