import type {
  FacetsResponse,
  ProductCardResponse,
  ProductPageResponse,
} from '../../client/generated/types.js';
import { h, money, say } from './dom.js';
import { catalogue } from './shop.js';
import { button, linkTo, type Place, type View } from './view.js';

const SORTS = {
  '': '',
  price: 'Price, low to high',
  '-price': 'Price, high to low',
  '-rating': 'Best rated',
  '-sold': 'Sold most',
} as const;
type Sort = Exclude<keyof typeof SORTS, ''>;

/** What is asked for stands in the address, so that it can be sent to somebody else. */
function load({ query, signal }: Place, cursor?: string): PromiseLike<ProductPageResponse> {
  const q = query.get('q') ?? '';
  const wish = {
    category: query.get('category') ?? undefined,
    brand: query.getAll('brand'),
    attribute: query.getAll('attribute'),
    minPrice: query.get('minPrice') ?? undefined,
    maxPrice: query.get('maxPrice') ?? undefined,
    inStock: query.has('inStock') ? true : undefined,
    sort: (query.get('sort') ?? undefined) as Sort | undefined,
    facets: ['category', 'brand', 'attributes', 'price', 'stock'] as const,
    limit: 24,
    cursor,
  };
  const options = { signal };
  const asked = { ...wish, facets: [...wish.facets] };
  if (q === '') return catalogue.listProducts({ ...asked, total: true }, options);
  return catalogue.searchProducts({ ...asked, q }, options);
}

/** The products that fit, and how to narrow them down. */
export async function browseView(place: Place): Promise<View> {
  const { query } = place;
  const page = await load(place);
  const q = query.get('q') ?? '';
  const found = h('p', { role: 'status' }, foundText(page));
  const grid = h('ul', { class: 'grid', 'aria-label': 'Products' }, ...page.items.map(card));
  const body = h('section', { 'aria-label': 'Products' }, found, sorting(query), grid);
  if (page.nextCursor !== null) body.append(moreButton(place, grid, page.nextCursor));
  return {
    title: q === '' ? 'Our products' : `Search: ${q}`,
    body: [h('div', { class: 'browse' }, facets(query, page.facets ?? {}), body)],
  };
}

function foundText({ items, total, totalIsCapped }: ProductPageResponse): string {
  const count = total ?? items.length;
  if (count === 0) return 'Nothing fits. Try fewer words or filters.';
  const number = totalIsCapped === true ? `More than ${count}` : String(count);
  return `${number} ${count === 1 ? 'product' : 'products'}`;
}

function moreButton(place: Place, grid: HTMLElement, first: string): HTMLElement {
  let cursor = first;
  const more = button('Show more', async () => {
    const page = await load(place, cursor);
    const cards = page.items.map(card);
    grid.append(...cards);
    cards[0]?.querySelector('a')?.focus();
    say(`${page.items.length} more products`);
    if (page.nextCursor === null) more.remove();
    else cursor = page.nextCursor;
  });
  return more;
}

function card(product: ProductCardResponse): HTMLElement {
  const { image, price, priceMax, currency, rating } = product;
  const from = price === priceMax ? '' : 'from ';
  // The name is right below: to somebody who listens, the picture adds nothing.
  const picture =
    image && h('img', { src: image.url, alt: '', loading: 'lazy', width: 240, height: 240 });
  return h(
    'li',
    {},
    picture,
    h('a', { href: linkTo(['products', product.slug]) }, product.name),
    h('p', {}, `${from}${money(price, currency)}`),
    rating.count > 0 && h('p', {}, `${rating.average.toFixed(1)} of 5 (${rating.count})`),
    !product.inStock && h('p', {}, 'Sold out'),
  );
}

function sorting(query: URLSearchParams): HTMLElement {
  const standard = query.has('q') ? 'Best match' : 'Newest first';
  const options = Object.entries(SORTS).map(([value, text]) =>
    h('option', { value, selected: (query.get('sort') ?? '') === value }, text || standard),
  );
  const select = h('select', { id: 'sort' }, ...options);
  select.addEventListener('change', () => {
    go(query, (next) => {
      next.delete('sort');
      if (select.value !== '') next.set('sort', select.value);
    });
  });
  return h('p', { class: 'field' }, h('label', { for: 'sort' }, 'Order'), select);
}

function go(query: URLSearchParams, change: (next: URLSearchParams) => void): void {
  const next = new URLSearchParams(query);
  change(next);
  location.hash = linkTo([], next);
}

interface Choice {
  readonly text: string;
  readonly name: string;
  readonly value: string;
  readonly count: number;
}

/** Filters with what each would leave. */
function facets(query: URLSearchParams, found: FacetsResponse): HTMLElement {
  const groups: [string, Choice[]][] = [
    ['Category', (found.category?.values ?? []).map((one) => choice('category', one.slug, one))],
    ['Brand', (found.brand?.values ?? []).map((one) => choice('brand', one.slug, one))],
    ...(found.attributes ?? []).map(({ name, code, values }): [string, Choice[]] => [
      name,
      values.map(({ code: value, value: text, count }) => ({
        text,
        name: 'attribute',
        value: `${code}:${value}`,
        count,
      })),
    ]),
  ];
  const shown = groups.filter(([, choices]) => choices.length > 0);
  const sets = shown.map(([legend, choices]) => fieldset(query, legend, choices));
  const inStock = checkbox(query, {
    text: 'In stock',
    name: 'inStock',
    value: 'true',
    count: found.stock?.inStock ?? 0,
  });
  return h('aside', { 'aria-label': 'Filters' }, ...sets, inStock);
}

function choice(
  name: string,
  value: string,
  { name: text, count }: { readonly name: string; readonly count: number },
): Choice {
  return { text, name, value, count };
}

function fieldset(query: URLSearchParams, legend: string, choices: Choice[]): HTMLElement {
  const boxes = choices.slice(0, 12).map((one) => checkbox(query, one));
  return h('fieldset', {}, h('legend', {}, legend), ...boxes);
}

function checkbox(query: URLSearchParams, { text, name, value, count }: Choice): HTMLElement {
  const checked = query.getAll(name).includes(value);
  const box = h('input', { type: 'checkbox', checked });
  box.addEventListener('change', () => {
    go(query, (next) => {
      if (name === 'category' && box.checked) next.set(name, value);
      else if (box.checked) next.append(name, value);
      else next.delete(name, value);
    });
  });
  return h('label', { class: 'choice' }, box, ` ${text} (${count})`);
}
