/** What names something that has a page of its own. */
export class NamedLink {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;

  /** @example "hestia-vale" */
  slug: string;

  /** @example "Hestia & Vale" */
  name: string;
}
