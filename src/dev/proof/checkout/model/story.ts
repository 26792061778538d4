import type { AsyncCommand } from 'fast-check';
import { brokenRowsOf } from '../whole-shop.js';
import { quiet } from './backstage.js';
import { compareAnswer, compareCart, compareShop, factsOf } from './compare.js';
import { foresee, isPossible } from './foresee.js';
import { Hands } from './hands.js';
import type { ModelShop } from './model-types.js';
import { newModel, setStage, type Theatre } from './stage.js';
import type { Step } from './steps.js';

/** After these the workers have something to do. */
const WAITED_FOR: ReadonlySet<Step['do']> = new Set<Step['do']>([
  'bank',
  'expire',
  'archive',
  'deliver again',
]);
const CART_STEPS: ReadonlySet<Step['do']> = new Set<Step['do']>([
  'add',
  'set',
  'remove',
  'apply code',
  'remove code',
]);
const NO_FACTS = { paid: new Map<number, number>(), total: 0 };

/** How many steps of each kind went well, and how many were refused as they had to be. */
export type Played = Map<string, { fine: number; refused: number }>;

/** A part of a story, done step by step to the model and to the shop. */
export class StoryPart implements AsyncCommand<ModelShop, Hands, true> {
  constructor(
    private readonly steps: readonly Step[],
    private readonly played: Played = new Map(),
  ) {}

  check(shop: Readonly<ModelShop>): Promise<boolean> {
    const [first] = this.steps;
    return Promise.resolve(first !== undefined && isPossible(shop, first));
  }

  /** @throws Error when the shop is not what the model says. */
  async run(shop: ModelShop, hands: Hands): Promise<void> {
    for (const step of this.steps) {
      if (isPossible(shop, step)) await this.take(step, shop, hands);
    }
  }

  /** As it is kept in a file of stories. */
  toString(): string {
    return this.steps.map((step) => JSON.stringify(step)).join(',');
  }

  private async take(step: Step, shop: ModelShop, hands: Hands): Promise<void> {
    const { expected, apply } = foresee(shop, step);
    const told = await hands.do(step);
    if (told === null) throw new Error('The shop has no such order');
    compareAnswer(expected, told);
    const isNew = step.do === 'place' && hands.orders.length > shop.orders.length;
    const customer = isNew ? step.customer % shop.customers.length : 0;
    apply(isNew ? await factsOf(shop, customer, hands, told) : NO_FACTS);
    if (WAITED_FOR.has(step.do)) await quiet(hands.stage);
    if (CART_STEPS.has(step.do) && 'customer' in step)
      await compareCart(shop, step.customer, hands);
    await compareShop(shop, hands);
    this.count(step, expected.code === null);
  }

  private count(step: Step, isFine: boolean): void {
    const so = this.played.get(step.do) ?? { fine: 0, refused: 0 };
    so[isFine ? 'fine' : 'refused'] += 1;
    this.played.set(step.do, so);
  }
}

/** A story from its first step, on a stage of its own. */
export async function beginStory(theatre: Theatre): Promise<{ model: ModelShop; real: Hands }> {
  return { model: newModel(), real: new Hands(await setStage(theatre)) };
}

/** @throws Error with the rules that a story has broken, now that nothing runs. */
export async function assertWhole(theatre: Theatre): Promise<void> {
  const before = theatre.known;
  theatre.known = await brokenRowsOf(theatre.shop.owner);
  const broken = [...theatre.known].filter(([name, rows]) => rows > (before.get(name) ?? 0));
  if (broken.length > 0) throw new Error(broken.map(([name]) => name).join(', '));
}

/** The end of every story: nobody is left who could still pay in time without having done so. */
export async function endStory(theatre: Theatre, model: ModelShop, real: Hands): Promise<void> {
  await new StoryPart([{ do: 'expire', times: 2 }]).run(model, real);
  await assertWhole(theatre);
}

/** Plays a story that is kept. @throws Error at the step that went otherwise */
export async function playStory(theatre: Theatre, steps: readonly Step[]): Promise<void> {
  const { model, real } = await beginStory(theatre);
  await new StoryPart(steps).run(model, real);
  await endStory(theatre, model, real);
}
