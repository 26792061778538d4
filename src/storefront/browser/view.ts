import { isProblem } from '../../client/problem.js';
import { byId, h, say } from './dom.js';

/** A page: what it is called and what is on it. */
export interface View {
  readonly title: string;
  readonly body: readonly Node[];
}

/** Where the browser is: `#/products/linen-shirt?variant=…` in its parts. */
export interface Place {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Aborted when the person goes on to another view. */
  readonly signal: AbortSignal;
}

/** Makes a view. */
export type Show = (place: Place) => View | Promise<View>;

/** Where the address leads. */
export function placeOf(hash: string, signal: AbortSignal): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter((part) => part !== '');
  return { path: parts.map(decodeURIComponent), query: new URLSearchParams(query), signal };
}

/** An address inside of the page. */
export function linkTo(path: readonly string[], query?: URLSearchParams): string {
  const text = query?.toString() ?? '';
  return `#/${path.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
}

/** What a person reads when something failed. */
export function textOf(error: unknown): string {
  if (isProblem(error)) return error.detail;
  return 'The shop cannot be reached just now. Please try again.';
}

/** Says at once what failed. */
export function tell(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  const text = textOf(error);
  byId('fault').textContent = text;
  say('');
}

/** Puts a view into the page; who listens or goes by keyboard is led to its heading. */
export function show({ title, body }: View, isFirst: boolean): void {
  document.title = `${title} – eshop`;
  byId('fault').textContent = '';
  const heading = h('h1', { tabindex: -1 }, title);
  byId('main').replaceChildren(heading, ...body);
  if (!isFirst) heading.focus();
}

/** A form whose sending is ours: its button waits until it is done. */
export function form(send: () => Promise<void>, ...children: Node[]): HTMLFormElement {
  const element = h('form', { novalidate: false }, ...children);
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void sending(element, send);
  });
  return element;
}

async function sending(element: HTMLFormElement, send: () => Promise<void>): Promise<void> {
  if (element.getAttribute('aria-busy') === 'true') return;
  element.setAttribute('aria-busy', 'true');
  byId('fault').textContent = '';
  try {
    await send();
  } catch (error) {
    tell(error);
  } finally {
    element.removeAttribute('aria-busy');
  }
}

/** A button that does something at once. */
export function button(text: string, act: () => Promise<void>, label = text): HTMLButtonElement {
  const element = h(
    'button',
    { type: 'button', 'aria-label': label === text ? null : label },
    text,
  );
  element.addEventListener('click', () => {
    if (element.getAttribute('aria-busy') === 'true') return;
    element.setAttribute('aria-busy', 'true');
    void act()
      .catch(tell)
      .finally(() => {
        element.removeAttribute('aria-busy');
      });
  });
  return element;
}
