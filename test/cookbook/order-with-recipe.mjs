// In a shop that was built with the discount of docs/cookbook/discount-type.md: staff make one, a guest orders with it.
//   node test/cookbook/order-with-recipe.mjs BUILD SERVER.json
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [build = '', server = ''] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${build}/src/${path}`).href);
const [{ startTestShop }, { runMigrations }, { EshopClient }] = await Promise.all([
  load('testing/testing.js'),
  load('database/migrate.js'),
  load('client/eshop-client.js'),
]);
const shop = await startTestShop(JSON.parse(readFileSync(server, 'utf8')));
try {
  const ran = await runMigrations(shop.env.DATABASE_OWNER_URL);
  const { given, url: baseUrl } = shop;
  await given.openShop();
  const seven = await given.sellable({ price: '9.99', stock: 7 });
  const two = await given.sellable({ price: '5.00' });

  const staff = new EshopClient({ baseUrl });
  staff.session.use({ accessToken: (await given.admin()).token });
  const desk = staff.discountAdministration;
  const make = (nth) => {
    const what = { name: 'Every third', code: `EVERY${nth}`, type: 'every_nth_piece' };
    return desk.createDiscount({ ...what, rules: { nth } });
  };
  const refused = await make(1).catch(({ code, errors }) => [code, errors[0].pointer]);
  await desk.switchDiscount((await make(3)).id, { isActive: true });

  const guest = new EshopClient({ baseUrl });
  await guest.cart.addCartItem({ variantId: two.variantId, quantity: 2 });
  const early = await guest.cart.addCartCode({ code: 'EVERY3' });
  const cart = await guest.cart.addCartItem({ variantId: seven.variantId, quantity: 7 });
  const order = await guest.orders.placeOrder({
    email: 'guest@example.com',
    shippingAddress: {
      recipient: 'Gwen Guest',
      street: '7 Harbour Street',
      district: 'Downtown',
      city: 'Portland',
      postalCode: '97201',
      country: 'US',
    },
    shippingMethodCode: 'standard',
    paymentMethodCode: 'cod',
  });
  const seen = ({ type, amount, reason }) => ({ type, amount, reason });
  console.log(
    JSON.stringify({
      ran,
      refused,
      early: early.discounts.map(seen),
      cart: cart.discounts.map(seen),
      order: [order.subtotal, order.discountAmount],
    }),
  );
} finally {
  await shop.stop();
}
