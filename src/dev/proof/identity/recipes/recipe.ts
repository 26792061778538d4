import type { Person, Scene } from '../people/scene.js';

/** Who calls: a person, or a guest. */
export type Caller = Person | null;

/** A request in its parts, before it becomes bytes. */
export interface Draft {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; a `FormData` or `Buffer` as it is; undefined sends none. */
  readonly body: unknown;
}

/**
 * Brings about what a route needs and turns the document's example into a request that works: most
 * routes need none. Called anew for each request.
 */
export type Recipe = (scene: Scene, who: Caller, draft: Draft) => Promise<Partial<Draft>>;

/** An id in a request: whose rows it names, and how to come by one of a person's own. */
export interface IdKind {
  /**
   * `person`: somebody's row, which another one must not tell from none. `nobody`: everybody's.
   * `secret`: whoever knows it may use it, because nobody can guess it.
   */
  readonly belongs: 'person' | 'nobody' | 'secret';
  readonly make: (scene: Scene, owner: Person) => Promise<string>;
  /** One that names nothing; a random UUID when left out. */
  readonly random?: () => string;
}

/** The signed-in caller of a recipe that makes no sense without one. */
export function personOf(who: Caller): Person {
  if (who === null) throw new Error('This request is for people who are logged in');
  return who;
}
