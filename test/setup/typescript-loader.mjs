// `node --import`: runs TypeScript from the tree, so that a small program can be started without building everything.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
