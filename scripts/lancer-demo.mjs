import { pathToFileURL } from 'node:url';
import { programmeFait } from '../bin/programmes.mjs';

// `npm run demo`, as `npm run build` made it; else from the sources, which it then builds.
const fait = programmeFait('scripts/demo.ts');
if (fait === undefined) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import(fait === undefined ? './demo.ts' : pathToFileURL(fait).href);
