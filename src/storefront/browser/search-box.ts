import type { SuggestResponse } from '../../client/generated/types.js';
import { byId, h } from './dom.js';
import { catalogue } from './shop.js';
import { linkTo } from './view.js';

interface Suggestion {
  readonly text: string;
  readonly kind: string;
  readonly href: string;
}

const WAIT_MS = 120;

/** Brings the search in the head of the page to life. */
export function startSearchBox(): void {
  new SearchBox(byId('q') as HTMLInputElement, byId('suggestions')).start(byId('search'));
}

/** A combobox with a list (WAI-ARIA Authoring Practices). */
class SearchBox {
  private shown: Suggestion[] = [];
  private active = -1;
  private asking = new AbortController();

  constructor(
    private readonly input: HTMLInputElement,
    private readonly list: HTMLElement,
  ) {}

  start(search: HTMLElement): void {
    const { input } = this;
    input.addEventListener('input', () => {
      this.type(input.value.trim());
    });
    input.addEventListener('keydown', (event) => {
      if (this.press(event.key)) event.preventDefault();
    });
    input.addEventListener('blur', () => {
      this.show([]);
    });
    search.addEventListener('submit', (event) => {
      event.preventDefault();
      const q = input.value.trim();
      this.choose(linkTo([], q === '' ? undefined : new URLSearchParams({ q })));
    });
  }

  private type(q: string): void {
    this.asking.abort();
    this.asking = new AbortController();
    // Suggestions are a help: without them the search works as well.
    const close = (): void => {
      this.show([]);
    };
    if (q.length > 1) this.ask(q, this.asking.signal).catch(close);
    else close();
  }

  private async ask(q: string, signal: AbortSignal): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    if (signal.aborted) return;
    const found = await catalogue.suggestSearch({ q }, { signal, retries: 0 });
    if (!signal.aborted) this.show(suggestionsOf(found));
  }

  /** Whether the key was for the list. */
  private press(key: string): boolean {
    const { shown, active } = this;
    if (key === 'Escape') this.show([]);
    if (shown.length === 0) return false;
    if (key === 'ArrowDown') this.move(active + 1);
    else if (key === 'ArrowUp') this.move(active <= 0 ? shown.length - 1 : active - 1);
    else if (key === 'Enter' && active >= 0) this.choose(shown[active]?.href ?? '#/');
    else return false;
    return true;
  }

  private show(suggestions: Suggestion[]): void {
    this.shown = suggestions;
    this.active = -1;
    this.list.replaceChildren(...suggestions.map((one, index) => this.option(one, index)));
    this.list.hidden = suggestions.length === 0;
    this.input.setAttribute('aria-expanded', String(suggestions.length > 0));
    this.input.removeAttribute('aria-activedescendant');
  }

  private option({ text, kind, href }: Suggestion, index: number): HTMLElement {
    const item = h('li', { role: 'option', id: `suggestion-${index}`, 'aria-selected': 'false' });
    item.append(text, h('span', { class: 'kind' }, ` ${kind}`));
    // Not click: the input must not lose its focus first, which closes the list.
    item.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.choose(href);
    });
    return item;
  }

  private move(to: number): void {
    this.active = (to + this.shown.length) % this.shown.length;
    [...this.list.children].forEach((item, index) => {
      item.setAttribute('aria-selected', String(index === this.active));
    });
    this.input.setAttribute('aria-activedescendant', `suggestion-${this.active}`);
  }

  private choose(href: string): void {
    this.asking.abort();
    this.show([]);
    location.hash = href;
  }
}

function suggestionsOf({ products, categories, brands, queries }: SuggestResponse): Suggestion[] {
  const inList = (name: string, value: string): string =>
    linkTo([], new URLSearchParams({ [name]: value }));
  return [
    ...queries.map((text) => ({ text, kind: 'search', href: inList('q', text) })),
    ...products.map(({ name, slug }) => ({
      text: name,
      kind: 'product',
      href: linkTo(['products', slug]),
    })),
    ...categories.map((one) => ({
      text: one.name,
      kind: 'category',
      href: inList('category', one.slug),
    })),
    ...brands.map((one) => ({ text: one.name, kind: 'brand', href: inList('brand', one.slug) })),
  ].slice(0, 10);
}
