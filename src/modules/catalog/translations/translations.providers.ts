import { SlugRedirects } from './slug-redirects.js';

/** Words of other languages and slugs that moved. */
export const TRANSLATION_CONTROLLERS = [];

export const TRANSLATION_PROVIDERS = [SlugRedirects];
