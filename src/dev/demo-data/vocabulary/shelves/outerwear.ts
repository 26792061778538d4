import type { OptionScheme, Shelf } from '../shelf.js';
import { CLOTHING_STYLES } from './styles.js';

const COLOURS: OptionScheme = {
  name: 'Colour',
  values: ['White', 'Blue', 'Navy', 'Olive', 'Rust', 'Charcoal', 'Sand', 'Sage'],
};
const SIZES: OptionScheme = { name: 'Size', values: ['XS', 'S', 'M', 'L', 'XL'] };

export const outerwear: Shelf = {
  slug: 'outerwear',
  name: 'Outerwear',
  description: 'Jackets and coats that keep the weather where it belongs.',
  glyph: 'coat',
  brands: ['northlight', 'fell-and-fleece', 'quiet-tailor'],
  styles: CLOTHING_STYLES,
  materials: ['Waxed', 'Boiled Wool', 'Quilted', 'Ripstop', 'Loden', 'Ventile'],
  nouns: [
    ['Jacket', 11900, 21900],
    ['Parka', 16900, 27900],
    ['Chore Coat', 9900, 15900],
    ['Gilet', 7900, 12900],
    ['Raincoat', 12900, 22900],
  ],
  weight: '1.10',
  options: [COLOURS, SIZES],
  phrases: {
    short: [
      '{noun} for {weather}, with {hood}.',
      '{material} {noun}: {pockets} and no rustle.',
      'Keeps {weather} out and {comfort} in.',
    ],
    opening: [
      'The {style} {noun} was drawn on {place}, where {weather} is the usual forecast.',
      'A {noun} has to close with cold hands, which is why the {style} has {closure}.',
      'What makes this {noun} is {detail}: you notice it in {weather} and not before.',
      'Made for {person}, the {style} has since been adopted by people who only wait for buses.',
    ],
    middle: [
      'There are {pockets}, two of them behind {closure} so that nothing falls out on {place}.',
      'The outer cloth turns away {weather}, while {comfort} comes from a lining you can zip out.',
      '{hood_upper} turns with the head, because {person} needs to look left before crossing.',
      'At the back, {detail} lets you bend without the hem riding up.',
      'We tested it under a garden hose for {time} and on {place} for a winter.',
    ],
    closing: [
      'Sponge it down, never machine it, and proof it again after {time} of hard use.',
      'It packs to the size of {packed}, if you must.',
      'Size up if {layer} is going underneath.',
      'Worn cuffs are turned in our workshop for the price of {packed}.',
      'The zip is guaranteed for {years}; the rest simply lasts.',
    ],
  },
  words: {
    weather: [
      'horizontal drizzle',
      'a wet westerly',
      'sleet',
      'spring showers',
      'a hard frost',
      'mist that soaks',
    ],
    hood: ['a hood that stows', 'a storm collar', 'a peaked hood', 'a corduroy collar'],
    hood_upper: ['The hood', 'The peaked hood', 'The wired hood', 'The three-panel hood'],
    pockets: [
      'four pockets',
      'six pockets',
      'hand-warmer pockets',
      'poacher’s pockets',
      'bellows pockets',
    ],
    comfort: ['a dry collar', 'the warmth of a kitchen', 'some peace', 'body heat'],
    place: [
      'the quay at Mallaig',
      'a Danish ferry',
      'the moor above Hebden',
      'the towpath',
      'a Breton headland',
    ],
    closure: [
      'storm buttons over a two-way zip',
      'big snaps',
      'toggles',
      'a zip with a loop for gloves',
      'a hidden placket',
    ],
    detail: ['the pleat between the shoulders', 'an action back', 'the double yoke', 'a drop hem'],
    person: [
      'a lock keeper',
      'a bird ringer',
      'a market trader',
      'a night nurse',
      'a dog with three walkers',
    ],
    time: ['two hours', 'a full season', 'forty minutes', 'one long weekend'],
    packed: ['a loaf of bread', 'a litre of milk', 'two paperbacks', 'a pint and a pie'],
    layer: ['a thick jumper', 'a blazer', 'a down vest', 'a second fleece'],
    years: ['five years', 'ten years', 'the life of the coat', 'as long as we exist'],
  },
};
