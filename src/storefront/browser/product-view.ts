import type { ProductResponse, VariantResponse } from '../../client/generated/types.js';
import { field, h, money, say } from './dom.js';
import { cart, catalogue, showCart } from './shop.js';
import { form, type Place, type View } from './view.js';

/** One product, and the form that puts it into the cart. */
export async function productView({ path, query, signal }: Place): Promise<View> {
  const product = await catalogue.getProduct(path[1] ?? '', {}, { signal });
  const { images, shortDescription, rating, brand } = product;
  const [image] = images;
  const alt = image?.altText ?? product.name;
  const picture = image && h('img', { src: image.url, alt, width: 480, height: 480 });
  const facts = h(
    'div',
    {},
    brand && h('p', {}, `By ${brand.name}`),
    rating.count > 0 &&
      h('p', {}, `${rating.average.toFixed(1)} of 5 stars, ${rating.count} reviews`),
    shortDescription !== null && h('p', {}, shortDescription),
    product.purchasable ? buying(product, query.get('variant')) : h('p', {}, 'Not for sale now.'),
  );
  return { title: product.name, body: [h('div', { class: 'product' }, picture, facts)] };
}

function buying(product: ProductResponse, wanted: string | null): HTMLElement {
  const variants = h('select', { name: 'variant' });
  const first = product.variants.find((one) => one.purchasable);
  for (const one of product.variants) {
    const selected = one.id === (wanted ?? first?.id);
    const props = { value: one.id, disabled: !one.purchasable, selected };
    variants.append(h('option', props, `${nameOf(one)} – ${money(one.price, one.currency)}`));
  }
  const quantity = h('input', {
    type: 'number',
    name: 'quantity',
    min: 1,
    max: 999,
    value: 1,
    required: true,
  });
  return form(
    async () => {
      const wish = { variantId: variants.value, quantity: quantity.valueAsNumber };
      const content = await cart.addCartItem(wish);
      showCart(content);
      const pieces = content.quantity === 1 ? 'one piece' : `${content.quantity} pieces`;
      say(`${product.name} is in your cart, which has ${pieces} now.`);
    },
    field('Variant', variants),
    field('Quantity', quantity),
    h('button', { type: 'submit' }, 'Put into the cart'),
  );
}

function nameOf({ attributes, name, purchasable }: VariantResponse): string {
  const values = attributes.map(({ value }) => value).join(', ');
  return `${values === '' ? name : values}${purchasable ? '' : ' (sold out)'}`;
}
