/** An answer with what its headers tell. */
export interface Answer<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
  /** Version of what was answered, for `ifMatch`. */
  readonly etag: string | null;
  /** Where what was made can be found. */
  readonly location: string | null;
  /** Whether the shop repeated an answer that it had given to the same Idempotency-Key. */
  readonly replayed: boolean;
  readonly requestId: string | null;
}

/** A request on its way: `await` gives the body of its answer, `withResponse()` what came with it as well. */
export class Call<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'Call';

  constructor(private readonly answer: Promise<Answer<T>>) {}

  /** The whole answer. */
  withResponse(): Promise<Answer<T>> {
    return this.answer;
  }

  then<A = T, B = never>(
    onAnswer?: ((data: T) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.answer.then(({ data }) => data).then(onAnswer, onError);
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(null, onError);
  }

  finally(onEnd?: (() => void) | null): Promise<T> {
    return this.then().finally(onEnd);
  }
}

/** What lists answer. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/** What a page has many of. */
export type ItemOf<P extends Page<unknown>> = Awaited<P['items'][number]>;

/**
 * A list: `await` gives its first page, `for await (const item of …)` all that is in it, page after page. The next page
 * is fetched when the last item of the one before was taken; leaving the loop fetches nothing more.
 */
export class PagedCall<P extends Page<unknown>>
  extends Call<P>
  implements AsyncIterable<ItemOf<P>>
{
  private readonly first: Promise<Answer<P>>;

  constructor(
    first: Promise<Answer<P>>,
    private readonly next: (cursor: string) => Promise<Answer<P>>,
  ) {
    super(first);
    this.first = first;
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let { data: page } = await this.first;
    yield page;
    while (page.nextCursor !== null) {
      page = (await this.next(page.nextCursor)).data;
      yield page;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ItemOf<P>, void, undefined> {
    for await (const page of this.pages()) yield* page.items as Iterable<ItemOf<P>>;
  }

  /** All items, at most `limit` of them. */
  async all(limit = Infinity): Promise<ItemOf<P>[]> {
    const found: ItemOf<P>[] = [];
    if (limit <= 0) return found;
    for await (const item of this) {
      found.push(item);
      if (found.length >= limit) break;
    }
    return found;
  }
}
