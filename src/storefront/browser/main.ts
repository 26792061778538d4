import { browseView } from './browse-view.js';
import { cartView } from './cart-view.js';
import { checkoutView } from './checkout-view.js';
import { byId, h, say } from './dom.js';
import { leaveButton, loginView } from './login-view.js';
import { orderView, ordersView } from './order-view.js';
import { productView } from './product-view.js';
import { startSearchBox } from './search-box.js';
import { resume } from './shop.js';
import { type Place, placeOf, type Show, show, tell, textOf, type View } from './view.js';

const VIEWS: Readonly<Record<string, Show>> = {
  '': browseView,
  products: productView,
  cart: cartView,
  checkout: checkoutView,
  login: loginView,
  orders: showOrders,
};

async function showOrders(place: Place): Promise<View> {
  if (place.path.length > 1) return orderView(place);
  const { title, body } = await ordersView(place);
  return { title, body: [...body, leaveButton()] };
}

let going = new AbortController();

/** Shows what the address says. */
async function go(isFirst = false): Promise<void> {
  going.abort();
  going = new AbortController();
  const place = placeOf(location.hash, going.signal);
  const view = VIEWS[place.path[0] ?? ''];
  byId('main').setAttribute('aria-busy', 'true');
  say('');
  try {
    const made = view ? await view(place) : nothingHere('There is no such page.');
    if (!place.signal.aborted) show(made, isFirst);
  } catch (error) {
    if (place.signal.aborted) return;
    show(nothingHere(textOf(error)), isFirst);
  } finally {
    if (!place.signal.aborted) byId('main').removeAttribute('aria-busy');
  }
}

function nothingHere(text: string): View {
  return { title: 'That did not work', body: [h('p', {}, text)] };
}

startSearchBox();
// Its address would be that of a view.
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
window.addEventListener('hashchange', () => void go());
await resume().catch(tell);
await go(true);
