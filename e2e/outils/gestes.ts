import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What each gesture may cost in keys: the page of the documentation says it, and the stories count against it.

const PAGE = join(dirname(fileURLToPath(import.meta.url)), '../../docs/gestes-et-touches.md');

/** The most keys that this gesture may take, as the table has it under that name. */
export const touchesAuPlus = (geste: string): number => {
  const ligne = readFileSync(PAGE, 'utf8')
    .split('\n')
    .find((l) => l.startsWith(`| ${geste} |`));
  const n = Number(ligne?.split('|')[2]);
  if (!Number.isInteger(n) || n < 1) throw new Error(`La table des gestes ne dit rien de « ${geste} ».`);
  return n;
};
