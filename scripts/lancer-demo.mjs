import { charger } from '../bin/programmes.mjs';

// `npm run demo`, as `npm run build` made it; else from the sources, which it then builds.
await charger('scripts/demo.ts');
