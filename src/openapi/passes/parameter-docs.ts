import { type Document, operationsOf, type Parameter, parametersOf } from '../document-parts.js';
import type { RecordedRequest, Recordings } from '../recorded.js';

/** Parameters of addresses whose names do not say enough. */
const IN_PATH: Readonly<Record<string, string>> = {
  code: 'The code itself',
  currency: 'Three letters (ISO 4217)',
  gateway: 'Code of a payment gateway',
  locale: 'Language of the shop, such as `vi`',
  ownerKind: 'What kind of thing it belongs to',
  ownerId: 'Id of the thing that it belongs to',
  queue: 'Name of a queue',
  reference: 'Reference of a payment, as its gateway knows it',
  report: 'Name of a report',
  slug: 'The part of the address that names it; former ones lead on to it',
  token: 'The secret part of a link in a mail',
  id: 'Id of the line',
};

/** Filters that mean the same wherever they stand. */
const IN_QUERY: Readonly<Record<string, string>> = {
  action: 'Only changes of this kind',
  cause: 'Only for this cause',
  code: 'The code of the mail',
  country: 'Only of this country (ISO 3166, two letters)',
  day: 'Only of this day of the shop',
  featured: 'Only what is (or is not) featured',
  gateway: 'Only of this payment gateway',
  isActive: 'Only what is (or is not) active',
  kind: 'Only of this kind',
  limit: 'How many at most',
  locked: 'Only accounts that are (or are not) locked',
  outcome: 'Only those that ended so',
  published: 'Only what is (or is not) published',
  reference: 'Only with this reference, as the gateway knows it',
  state: 'Only those in this state',
  status: 'Only those in this state',
  taxClass: 'Only of this tax class',
  type: 'Only of this type',
  verified: 'Only those that are (or are not) by a buyer of the product',
};

/** Says what each parameter is, and shows one that works, where its handler does not. */
export function documentParameters(
  document: Document,
  recorded: ReadonlyMap<string, Recordings>,
): Document {
  for (const { operation } of operationsOf(document)) {
    const sent = recorded.get(operation.operationId)?.[0]?.request;
    for (const parameter of parametersOf(operation)) {
      const words = wordsFor(parameter);
      if (words !== null) parameter.description ??= words;
      if (parameter.required === true && !hasExample(parameter)) showOne(parameter, sent);
    }
  }
  return document;
}

function wordsFor({ name, in: place }: Parameter): string | null {
  if (place === 'path')
    return IN_PATH[name] ?? (namesRow(name) ? `Id of the ${wordsOf(name)}` : null);
  if (place === 'query')
    return IN_QUERY[name] ?? (namesRow(name) ? `Only of this ${wordsOf(name)}` : null);
  return null;
}

function namesRow(name: string): boolean {
  return name.endsWith('Id');
}

/** `priceListId`: the price list. */
function wordsOf(name: string): string {
  return name.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function showOne(parameter: Parameter, sent: RecordedRequest | undefined): void {
  const places = { path: sent?.params, query: sent?.query, header: sent?.headers };
  const found = places[parameter.in as keyof typeof places]?.[parameter.name];
  if (found !== undefined) parameter.example = found;
}

function hasExample({ example, schema }: Parameter): boolean {
  return (
    example !== undefined || (schema as { example?: unknown } | undefined)?.example !== undefined
  );
}
