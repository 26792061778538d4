export { ApiMoved, SlugRedirects } from './translations/slug-redirects.js';
