// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import type { CallOptions } from '../operation.js';

/** Query of {@link Privacy.showMailedExport}. */
export interface ShowMailedExportQuery {
  /**
   * The code of the mail
   * @maxLength 64
   * @pattern ^[\s0-9A-Fa-f]+$
   * @example "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
   */
  code: string;
  /** Whatever the sender adds. */
  parameters?: Record<string,string> | undefined;
  /** Further names, each by itself: opened from a mail: programs of mail add parameters of their own. */
  others?: Record<string,string> | undefined;
}

/** Privacy. */
export class Privacy {
  constructor(private readonly connection: Connection) {}

  /**
   * The page behind the mailed link
   *
   * Shows a button that fetches the copy; by itself it fetches nothing.
   */
  showMailedExport(query: ShowMailedExportQuery, options?: CallOptions): Call<string> {
    return this.connection.call({ method: 'GET', path: '/api/v1/privacy/exports/download', query }, options);
  }

  /**
   * Fetch the copy by the code of the mail
   *
   * For seven days, at most twenty times. The code is the one of the mailed link.
   */
  downloadMailedExport(body: Blob | Uint8Array<ArrayBuffer> | string, options?: CallOptions): Call<Record<string, unknown>> {
    return this.connection.call({ method: 'POST', path: '/api/v1/privacy/exports/download', body }, options);
  }
}
