import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The manual as a person reads it: what to press in which order. A story that follows it fails where a label has changed.

const MANUEL = join(dirname(fileURLToPath(import.meta.url)), '../../docs/manuels/utilisation.md');

/** A numbered step: labels (bold), keys, and what is to be typed as it stands. */
type Pas = { gras: string[]; touches: string[]; code: string[] };

const tous = (texte: string, motif: RegExp): string[] => [...texte.matchAll(motif)].map(([, t = '']) => t);

const section = (titre: string): string => {
  const corps = readFileSync(MANUEL, 'utf8')
    .split(`\n### ${titre}\n`)[1]
    ?.split(/\n##+ /)[0];
  if (corps === undefined) throw new Error(`Le manuel n’a pas de section « ${titre} ».`);
  return corps;
};

export const pasDe = (titre: string): Pas[] =>
  tous(section(titre), /^\d+\. (.+)$/gm).map((t) => ({
    gras: tous(t, /\*\*([^*]+)\*\*/g),
    touches: tous(t, /<kbd>([^<]+)<\/kbd>/g),
    code: tous(t, /`([^`]+)`/g),
  }));

/** Commands of a section, one a line. */
export const commandesDe = (titre: string): string[] =>
  tous(section(titre), /```sh\n([\s\S]*?)```/g).flatMap((c) => c.trim().split('\n'));

/** The nth label, key or word to type of a step; the manual must have it. */
export const mot = (liste: readonly string[] | undefined, n = 0): string => {
  const m = liste?.[n];
  if (m === undefined) throw new Error(`Le manuel ne dit pas assez : ${JSON.stringify(liste)}`);
  return m;
};
