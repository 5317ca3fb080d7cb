// A thread loads TypeScript by tsx as the command does: what its parent registered is not handed down.
import { register } from 'tsx/esm/api';

register();
await import('./fil.ts');
