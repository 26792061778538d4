import type { CartLineResponse, CartResponse } from '../../client/generated/types.js';
import { field, h, money, redraw, say } from './dom.js';
import { cart, showCart } from './shop.js';
import { button, form, linkTo, tell, type View } from './view.js';

/** What is in the cart, what it costs, and codes. */
export async function cartView(): Promise<View> {
  const place = h('div');
  const draw = (content: CartResponse): void => {
    showCart(content);
    redraw(place, ...contentOf(content, draw));
  };
  draw(await cart.getCart());
  return { title: 'Your cart', body: [place] };
}

type Draw = (content: CartResponse) => void;

function contentOf(content: CartResponse, draw: Draw): Node[] {
  if (content.items.length === 0) {
    return [h('p', {}, 'It is empty. ', h('a', { href: '#/' }, 'Look at our products'))];
  }
  const rows = content.items.map((line) => row(line, content.currency, draw));
  const head = ['Product', 'Quantity', 'Price', 'Take out'].map((text) =>
    h('th', { scope: 'col' }, text),
  );
  return [
    h(
      'table',
      {},
      h('caption', { class: 'unseen' }, 'What is in your cart'),
      h('thead', {}, h('tr', {}, ...head)),
      h('tbody', {}, ...rows),
    ),
    codes(content, draw),
    totals(content),
    content.orderable && h('a', { class: 'button', href: '#/checkout' }, 'Go to checkout'),
  ].filter((node) => node !== false);
}

function row(line: CartLineResponse, currency: string, draw: Draw): HTMLElement {
  const id = line.id ?? '';
  const label = `Quantity of ${line.productName}`;
  const quantity = h('input', {
    type: 'number',
    min: 1,
    max: 999,
    value: line.quantity,
    'aria-label': label,
  });
  quantity.addEventListener('change', () => {
    if (!quantity.reportValidity()) return;
    void cart.changeCartItem(id, { quantity: quantity.valueAsNumber }).then(draw).catch(tell);
  });
  const remove = button(
    'Remove',
    async () => {
      draw(await cart.removeCartItem(id));
      say(`${line.productName} was taken out.`);
    },
    `Remove ${line.productName}`,
  );
  const problems = line.problems.map(({ detail }) => h('p', { class: 'fault' }, detail));
  const link = h('a', { href: linkTo(['products', line.productSlug]) }, line.productName);
  return h(
    'tr',
    {},
    h('td', {}, link, h('br'), line.variantName, ...problems),
    h('td', {}, quantity),
    h('td', { class: 'number' }, money(line.total, currency)),
    h('td', {}, remove),
  );
}

function codes(content: CartResponse, draw: Draw): HTMLElement {
  const code = h('input', { name: 'code', required: true, maxlength: 50, autocomplete: 'off' });
  const used = content.discounts.filter((one) => one.code !== null);
  const lines = used.map(({ code: text, applied, amount, reason }) => {
    const does = applied
      ? `– ${money(amount, content.currency)}`
      : (reason ?? '').replaceAll('_', ' ');
    const drop = button(
      'Remove',
      async () => {
        draw(await cart.removeCartCode(text ?? ''));
      },
      `Remove code ${text ?? ''}`,
    );
    return h('li', {}, `${text ?? ''}: ${does} `, drop);
  });
  return h(
    'section',
    { 'aria-label': 'Discount codes' },
    form(
      async () => {
        const next = await cart.addCartCode({ code: code.value });
        draw(next);
        const own = next.discounts.find((one) => one.code === code.value.trim().toUpperCase());
        say(
          own?.applied === true
            ? 'The code is taken into account.'
            : 'The code does nothing here yet.',
        );
      },
      field('Discount code', code),
      h('button', { type: 'submit' }, 'Use the code'),
    ),
    lines.length > 0 && h('ul', {}, ...lines),
  );
}

/** The sum and what it is made of. */
export function totals(content: CartResponse): HTMLElement {
  const { currency, subtotal, discount, shipping, tax, total, taxInclusive } = content;
  const rows: [string, string][] = [
    ['Subtotal', money(subtotal, currency)],
    ['Discount', `– ${money(discount, currency)}`],
    ['Shipping', money(shipping, currency)],
    [taxInclusive ? 'Tax, contained' : 'Tax', money(tax, currency)],
    ['Total', money(total, currency)],
  ];
  const list = rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]);
  return h('dl', { class: 'totals' }, ...list);
}
