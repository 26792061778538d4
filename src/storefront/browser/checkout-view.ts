import { isProblem } from '../../client/problem.js';
import type { CartResponse, PlaceOrderRequest } from '../../client/generated/types.js';
import { totals } from './cart-view.js';
import { field, h, markField, money, redraw } from './dom.js';
import { cart, checkout, keepOrder, me, orders, session } from './shop.js';
import { form, linkTo, tell, type View } from './view.js';

const SAVED = 'saved';

/** The fields of an address: name in the API, label, what browsers fill in by themselves. */
const ADDRESS = [
  ['recipient', 'Full name', 'name'],
  ['street', 'Street and number', 'address-line1'],
  ['district', 'District', 'address-level3'],
  ['city', 'City', 'address-level2'],
  ['postalCode', 'Postal code', 'postal-code'],
  ['country', 'Country (two letters)', 'country'],
] as const;

/** Address, shipping, payment and the button that orders. */
export async function checkoutView(): Promise<View> {
  const content = await cart.getCart();
  if (content.items.length === 0) {
    return { title: 'Checkout', body: [h('p', {}, 'There is nothing in your cart.')] };
  }
  const page = new CheckoutPage();
  await page.start();
  return { title: 'Checkout', body: [page.element] };
}

class CheckoutPage {
  readonly element: HTMLFormElement;
  private readonly email = h('input', { type: 'email', autocomplete: 'email', required: true });
  private readonly inputs = new Map<string, HTMLInputElement>();
  private readonly saved = h('div');
  private readonly address = h('fieldset', {}, h('legend', {}, 'Where to'));
  private readonly shipping = h('fieldset', {}, h('legend', {}, 'Shipping'));
  private readonly payment = h('fieldset', {}, h('legend', {}, 'Payment'));
  private readonly sum = h('div', { role: 'status' });
  private content: CartResponse | null = null;

  constructor() {
    for (const [name, label, autocomplete] of ADDRESS) {
      const input = h('input', { name, autocomplete, required: name !== 'postalCode' });
      if (name === 'country') {
        input.value = 'US';
        input.pattern = '[A-Z]{2}';
        input.addEventListener('change', () => void this.price().catch(tell));
      }
      if (name === 'city') input.addEventListener('change', () => void this.price().catch(tell));
      this.inputs.set(name, input);
      this.address.append(field(label, input));
    }
    const contact = session.isSignedIn ? [] : [field('E-mail', this.email)];
    const submit = h('button', { type: 'submit' }, 'Order now');
    const parts = [this.saved, this.address, this.shipping, this.payment, this.sum, submit];
    this.element = form(() => this.order(), ...contact, ...parts);
  }

  async start(): Promise<void> {
    if (session.isSignedIn) await this.offerSaved();
    await this.price();
  }

  /** Addresses of the address book; with one of them no other is needed. */
  private async offerSaved(): Promise<void> {
    const { items } = await me.listMyAddresses();
    if (items.length === 0) return;
    const options = items.map(({ id, recipient, street, city, country }) =>
      radio(SAVED, id, `${recipient}, ${street}, ${city}, ${country}`),
    );
    const another = radio(SAVED, '', 'Another address');
    const set = h('fieldset', {}, h('legend', {}, 'Your addresses'), ...options, another);
    set.addEventListener('change', () => {
      this.showAddress();
      void this.price().catch(tell);
    });
    this.saved.append(set);
    check(set, SAVED);
    this.showAddress();
  }

  private showAddress(): void {
    const isNew = chosen(this.saved, SAVED) === '' || this.saved.childElementCount === 0;
    this.address.hidden = !isNew;
    // What is hidden must not keep the form from being sent.
    this.address.disabled = !isNew;
  }

  /** Asks the shop what it costs to go there, and how it can go and be paid. */
  private async price(): Promise<void> {
    const place = { country: this.valueOf('country'), region: this.valueOf('city') };
    const where = {
      country: /^[A-Z]{2}$/.test(place.country) ? place.country : undefined,
      region: place.region === '' ? undefined : place.region,
    };
    const method = chosen(this.shipping, 'shipping');
    let content = await cart.getCart({
      ...where,
      ...(method === '' ? {} : { shippingMethodCode: method }),
    });
    const [cheapest] = content.shippingMethods;
    if (method === '' && cheapest !== undefined) {
      content = await cart.getCart({ ...where, shippingMethodCode: cheapest.code });
    }
    this.offer(
      this.shipping,
      'shipping',
      content.shippingMethods.map(({ code, name, price, currency }) => [
        code,
        `${name} – ${money(price, currency)}`,
      ]),
      content.shippingMethodCode ?? '',
    );
    const { total: amount, currency } = content;
    const guest = !session.isSignedIn;
    const { items } = await checkout.listPaymentMethods({
      amount,
      currency,
      guest,
      country: where.country,
    });
    const known = items.filter(({ flow }) => flow !== 'client_secret');
    const methods = known.map(({ code, name }): [string, string] => [code, name]);
    this.offer(this.payment, 'payment', methods, chosen(this.payment, 'payment'));
    this.content = content;
    this.sum.replaceChildren(totals(content));
  }

  private offer(set: HTMLElement, name: string, options: [string, string][], value: string): void {
    const legend = set.firstElementChild;
    const radios = options.map(([code, text]) => radio(name, code, text));
    redraw(set, ...(legend ? [legend] : []), ...radios);
    check(set, name, value);
    if (name !== 'shipping') return;
    for (const input of set.querySelectorAll('input')) {
      input.addEventListener('change', () => void this.price().catch(tell));
    }
  }

  private async order(): Promise<void> {
    for (const input of [...this.inputs.values(), this.email]) markField(input, null);
    const saved = chosen(this.saved, SAVED);
    const values = Object.fromEntries(ADDRESS.map(([name]) => [name, this.valueOf(name)]));
    const shippingAddress = values as Record<(typeof ADDRESS)[number][0], string>;
    const { postalCode } = shippingAddress;
    const wish: PlaceOrderRequest = {
      ...(session.isSignedIn ? {} : { email: this.email.value }),
      ...(saved === ''
        ? { shippingAddress: { ...shippingAddress, postalCode: postalCode || null } }
        : { addressId: saved }),
      ...(this.content?.shippingState === 'none_needed'
        ? {}
        : { shippingMethodCode: chosen(this.shipping, 'shipping') }),
      paymentMethodCode: chosen(this.payment, 'payment'),
    };
    try {
      const { id, orderToken } = await orders.placeOrder(wish);
      keepOrder(id, orderToken);
      location.hash = linkTo(['orders', id]);
    } catch (error) {
      this.markFaults(error);
      throw error;
    }
  }

  /** Puts what the shop said about single fields beside them. */
  private markFaults(error: unknown): void {
    if (!isProblem(error)) return;
    for (const { pointer, detail, code } of error.errors) {
      const name = pointer.split('/').at(-1) ?? '';
      const input = name === 'email' ? this.email : this.inputs.get(name);
      if (input !== undefined) markField(input, detail ?? code);
    }
    this.element.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }

  private valueOf(name: string): string {
    return this.inputs.get(name)?.value.trim() ?? '';
  }
}

function radio(name: string, value: string, text: string): HTMLElement {
  const input = h('input', { type: 'radio', name, value, required: true });
  return h('label', { class: 'choice' }, input, ` ${text}`);
}

function check(set: HTMLElement, name: string, value?: string): void {
  const inputs = [...set.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)];
  const wanted = inputs.find((input) => input.value === value) ?? inputs[0];
  if (wanted) wanted.checked = true;
}

function chosen(set: HTMLElement, name: string): string {
  return set.querySelector<HTMLInputElement>(`input[name=${name}]:checked`)?.value ?? '';
}
