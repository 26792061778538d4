/** What can stand in an element; nothing of null, undefined and false. */
export type Child = Node | string | null | undefined | false;

type Handler = (event: Event) => void;

/** Attributes, and listeners under `on`. A boolean sets or leaves out the attribute. */
interface Props {
  readonly on?: Readonly<Record<string, Handler>>;
  readonly [attribute: string]:
    string | number | boolean | null | undefined | Readonly<Record<string, Handler>>;
}

/** An element. Texts go in as texts: there is no way from here into the source of the page. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'object') {
      for (const [event, handler] of Object.entries(value))
        element.addEventListener(event, handler);
    } else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter(isNode));
  return element;
}

function isNode(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false;
}

/** A part of the page that is there whatever happens. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}`);
  return element;
}

/** Says something to people who do not see the page, and to all others at its foot. */
export function say(text: string): void {
  byId('news').textContent = text;
}

/** Draws a part of the page anew. What has the focus in it keeps it; where that is gone, the heading gets it. */
export function redraw(place: Element, ...children: Node[]): void {
  const focused = place.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  place.replaceChildren(...children);
  if (focused === null) return;
  const same = [...place.querySelectorAll<HTMLElement>('a, button, input, select')].find(
    (element) => keyOf(element) === focused,
  );
  (same ?? document.querySelector('h1'))?.focus();
}

/** What stays the same of an element that is made anew. */
function keyOf(element: Element | null): string {
  const name = element?.getAttribute('aria-label') ?? element?.getAttribute('name');
  const value = element?.getAttribute('type') === 'radio' ? element.getAttribute('value') : '';
  return `${element?.tagName} ${name ?? element?.textContent} ${value}`;
}

let ids = 0;

/** A labelled field: a label above an input, with room for what is wrong with it. */
export function field(label: string, input: HTMLInputElement | HTMLSelectElement): HTMLElement {
  ids += 1;
  input.id = `field-${ids}`;
  const fault = h('span', { class: 'fault', id: `fault-${ids}` });
  input.setAttribute('aria-describedby', fault.id);
  return h('p', { class: 'field' }, h('label', { for: input.id }, label), input, fault);
}

/** Marks a field as wrong, or as right again. */
export function markField(input: Element, fault: string | null): void {
  const place = document.getElementById(input.getAttribute('aria-describedby') ?? '');
  if (place !== null) place.textContent = fault ?? '';
  if (fault === null) input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}

/** An amount with its currency, as people here write it. The shop counts; this only shows. */
export function money(amount: string, currency: string): string {
  const format = new Intl.NumberFormat(document.documentElement.lang, {
    style: 'currency',
    currency,
  });
  return format.format(Number(amount));
}
