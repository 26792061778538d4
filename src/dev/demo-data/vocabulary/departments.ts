import type { Department } from './shelf.js';
import { audio } from './shelves/audio.js';
import { bags } from './shelves/bags.js';
import { bedAndBath } from './shelves/bed-and-bath.js';
import { camping } from './shelves/camping.js';
import { chocolate } from './shelves/chocolate.js';
import { coffee } from './shelves/coffee.js';
import { coffeeGear } from './shelves/coffee-gear.js';
import { cookware } from './shelves/cookware.js';
import { knitwear } from './shelves/knitwear.js';
import { lighting } from './shelves/lighting.js';
import { notebooks } from './shelves/notebooks.js';
import { outerwear } from './shelves/outerwear.js';
import { shirts } from './shelves/shirts.js';
import { tableware } from './shelves/tableware.js';
import { tea } from './shelves/tea.js';
import { trousers } from './shelves/trousers.js';

/** The whole tree of categories with what stands on their shelves. */
export const DEPARTMENTS: readonly Department[] = [
  {
    slug: 'clothing',
    name: 'Clothing',
    description: 'Everyday clothes cut to be mended, handed on and worn again.',
    group: {
      slug: 'tops',
      name: 'Tops',
      description: 'What goes over the head or closes in front, from thin shirts to heavy jumpers.',
      shelves: ['shirts', 'knitwear'],
    },
    shelves: [shirts, knitwear, trousers, outerwear],
  },
  {
    slug: 'kitchen',
    name: 'Kitchen',
    description: 'Tools for making coffee, dinner and the washing-up worth it.',
    shelves: [coffeeGear, cookware, tableware],
  },
  {
    slug: 'pantry',
    name: 'Pantry',
    description: 'Things that keep in a cupboard and never stay there for long.',
    shelves: [coffee, tea, chocolate],
  },
  {
    slug: 'home',
    name: 'Home',
    description: 'Light, cloth and a few good habits for rooms that are lived in.',
    shelves: [lighting, bedAndBath],
  },
  {
    slug: 'desk',
    name: 'Desk',
    description: 'Paper, sound and order for people who work at tables.',
    shelves: [notebooks, audio],
  },
  {
    slug: 'outdoors',
    name: 'Outdoors',
    description: 'What to carry, and what to carry it in.',
    shelves: [camping, bags],
  },
];
