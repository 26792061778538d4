import type { OptionScheme, Shelf } from '../shelf.js';
import { CLOTHING_STYLES } from './styles.js';

const COLOURS: OptionScheme = {
  name: 'Colour',
  values: ['White', 'Blue', 'Navy', 'Olive', 'Rust', 'Charcoal', 'Sand', 'Sage'],
};
const WAISTS: OptionScheme = { name: 'Waist', values: ['28', '30', '32', '34', '36', '38'] };

export const trousers: Shelf = {
  slug: 'trousers',
  name: 'Trousers',
  description: 'Trousers, chinos and shorts for legs that sit, cycle and climb stairs.',
  glyph: 'trousers',
  brands: ['quiet-tailor', 'loom-and-harrow', 'parcel-and-oak'],
  styles: CLOTHING_STYLES,
  materials: ['Corduroy', 'Drill', 'Denim', 'Hopsack', 'Canvas', 'Moleskin'],
  nouns: [
    ['Trousers', 6900, 11900],
    ['Chinos', 5900, 8900],
    ['Carpenter Pants', 7900, 11900],
    ['Pleated Trousers', 8900, 12900],
    ['Shorts', 3900, 6500],
  ],
  weight: '0.55',
  options: [COLOURS, WAISTS],
  phrases: {
    short: [
      '{material} {noun} with {rise} and pockets you can use.',
      'For {use}: {noun} in {weight_word} {material}.',
      '{leg_upper} {noun} that take {abuse} without a mark.',
    ],
    opening: [
      'Good {noun} are a matter of {rise} and a back seam that sits where you sit, and the {style} has both.',
      'The {style} is made of {weight_word} {material}, heavy enough for {use}.',
      '{leg_upper} and easy over the hip, these {noun} were drawn for {use}.',
      'Somebody always asks for {noun} that survive {abuse}, so here they are.',
    ],
    middle: [
      'The waistband is {band}, and the {pocket} is deep enough for a phone, however large.',
      'Bar tacks at {tacks} take the strain that would otherwise go into the {material}.',
      'We line the {pocket} with the same {material} because {reason}.',
      'After {wash} the {material} turns soft at the knee and stays crisp everywhere else.',
      'Inside, {inside} is printed so that the next owner knows how to alter them.',
    ],
    closing: [
      'They come with {hem}, so any tailor can take them up while you wait.',
      'Turn them inside out for the wash; {wash} is all they need in a month.',
      'Order the waist you measure, not the one you remember: the {style} runs true.',
      'Cyclists: {cyclist} is on the right side, where the chain is.',
      'Repairs to {tacks} are free for as long as you own them.',
    ],
  },
  words: {
    rise: ['a proper rise', 'a mid rise', 'a high waist', 'a long rise at the back'],
    weight_word: ['ten-ounce', 'washed', 'eight-wale', 'summer-weight', 'stiff new', 'pre-shrunk'],
    use: [
      'standing all day',
      'bicycles and benches',
      'a warehouse shift',
      'meetings that run late',
      'long flights',
      'painting ceilings',
    ],
    abuse: [
      'gravel and bramble',
      'oil from a chain',
      'children at knee height',
      'a spilled lunch',
      'ladders',
    ],
    leg_upper: [
      'Wide in the leg',
      'Slim to the ankle',
      'Straight from hip to hem',
      'Gently tapered',
      'Cropped above the shoe',
    ],
    band: [
      'split at the back',
      'curved to follow the hip',
      'faced with shirting',
      'cut in one piece',
      'elasticated behind only',
    ],
    pocket: [
      'hip pocket',
      'right front pocket',
      'ruler pocket',
      'coin pocket',
      'hidden zip pocket',
    ],
    tacks: ['the pocket corners', 'the fly', 'the belt loops', 'the hammer loop'],
    reason: [
      'cotton sheeting wears through first',
      'keys are sharp',
      'nobody mends a lining',
      'it costs two cents more',
    ],
    wash: ['five cold washes', 'a single wash', 'one warm wash', 'a rinse and a night on the line'],
    inside: [
      'a paper pattern',
      'a scale of centimetres',
      'the seam allowance',
      'the name of the sewer',
    ],
    hem: ['an open hem', 'four spare centimetres', 'a chain-stitched hem', 'a blind hem'],
    cyclist: ['the reflective tape', 'the snap', 'the reinforced cuff', 'the darker lining'],
  },
};
