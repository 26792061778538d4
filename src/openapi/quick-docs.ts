/** As much of an OpenAPI document as is looked at here. */
type Part = Record<string, unknown>;

/** What Swagger UI hands to a plugin when it has loaded. */
interface UiSystem {
  readonly fn: {
    resolveSubtree: (document: Part, path: readonly string[], options: unknown) => Promise<unknown>;
  };
}

/**
 * A plugin for Swagger UI. It resolves the references of an operation that somebody opens by reading the whole document
 * anew, which takes seconds for hundreds of operations: here it gets that operation with the parts that it leads to,
 * and nothing else. The function goes to the browser as text: it may use nothing from around it.
 */
export function quickDocs(): { afterLoad: (system: UiSystem) => void } {
  function only(document: Part, path: readonly string[]): Part {
    const picked: Part = { openapi: document['openapi'], info: document['info'], paths: {} };
    const open: unknown[] = [];
    const pick = (names: readonly string[]): void => {
      let from: unknown = document;
      let to: Part = picked;
      names.forEach((name, depth) => {
        const found = (from as Part | undefined)?.[name];
        if (depth < names.length - 1) to = (to[name] ??= {}) as Part;
        else if (!(name in to)) open.push((to[name] = found));
        from = found;
      });
    };
    pick(path);
    while (open.length > 0) {
      const value = open.pop();
      if (value === null || typeof value !== 'object') continue;
      const { $ref: link } = value as { $ref?: unknown };
      if (typeof link === 'string' && link.startsWith('#/')) pick(link.slice(2).split('/'));
      open.push(...(Object.values(value) as unknown[]));
    }
    return picked;
  }
  return {
    afterLoad: (system) => {
      const resolve = system.fn.resolveSubtree;
      system.fn.resolveSubtree = (document, path, options) =>
        resolve(path.length === 0 ? document : only(document, path), path, options);
    },
  };
}
