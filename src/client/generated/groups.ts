// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Connection } from '../connection.js';
import { Administration } from './administration.js';
import { Auth } from './auth.js';
import { Cart } from './cart.js';
import { Catalogue } from './catalogue.js';
import { CatalogueAdministration } from './catalogue-administration.js';
import { Checkout } from './checkout.js';
import { Events } from './events.js';
import { Health } from './health.js';
import { Inventory } from './inventory.js';
import { Me } from './me.js';
import { Media } from './media.js';
import { Operations } from './operations.js';
import { Orders } from './orders.js';
import { Payments } from './payments.js';
import { Privacy } from './privacy.js';
import { Problems } from './problems.js';
import { Reviews } from './reviews.js';
import { Wishlists } from './wishlists.js';

/** All operations, by the group they belong to. */
export class Groups {
  readonly administration: Administration;
  readonly auth: Auth;
  readonly cart: Cart;
  readonly catalogue: Catalogue;
  readonly catalogueAdministration: CatalogueAdministration;
  readonly checkout: Checkout;
  readonly events: Events;
  readonly health: Health;
  readonly inventory: Inventory;
  readonly me: Me;
  readonly media: Media;
  readonly operations: Operations;
  readonly orders: Orders;
  readonly payments: Payments;
  readonly privacy: Privacy;
  readonly problems: Problems;
  readonly reviews: Reviews;
  readonly wishlists: Wishlists;

  constructor(protected readonly connection: Connection) {
    this.administration = new Administration(connection);
    this.auth = new Auth(connection);
    this.cart = new Cart(connection);
    this.catalogue = new Catalogue(connection);
    this.catalogueAdministration = new CatalogueAdministration(connection);
    this.checkout = new Checkout(connection);
    this.events = new Events(connection);
    this.health = new Health(connection);
    this.inventory = new Inventory(connection);
    this.me = new Me(connection);
    this.media = new Media(connection);
    this.operations = new Operations(connection);
    this.orders = new Orders(connection);
    this.payments = new Payments(connection);
    this.privacy = new Privacy(connection);
    this.problems = new Problems(connection);
    this.reviews = new Reviews(connection);
    this.wishlists = new Wishlists(connection);
  }
}
