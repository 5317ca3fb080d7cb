import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ecrireTableau, lireTableau } from './tableau';

// The files that Millésime sends the next day: the same full ones, with one row in a hundred changed.

const CENTIEME = 100;
/** The files of the next day: one planned visit and one usager in a hundred are no longer what they were. */
export const changerUnCentieme = (de: string, vers: string): { visites: number; usagers: number } => {
  mkdirSync(vers);
  const noms = readdirSync(de);
  const trouver = (genre: string): string => {
    const nom = noms.find((n) => n.startsWith(genre));
    if (nom === undefined) throw new Error(`pas de ${genre}`);
    return nom;
  };
  const planning = trouver('PLANNING');
  const p = lireTableau(readFileSync(join(de, planning)));
  const fin = p.entete.indexOf('fin');
  let visites = 0;
  for (const [n, l] of p.lignes.entries()) {
    // One minute more: no row becomes one that the format refuses.
    if (n % CENTIEME !== 0 || !/:[0-4]\d$/.test(l[fin] ?? '')) continue;
    l[fin] = (l[fin] ?? '').replace(/\d\d$/, (m) => String(Number(m) + 1).padStart(2, '0'));
    visites++;
  }
  writeFileSync(join(vers, planning), ecrireTableau(p));
  const u = lireTableau(readFileSync(join(de, trouver('USAGERS'))));
  const [id, adresse] = [u.entete.indexOf('id_millesime'), u.entete.indexOf('adresse')];
  const tous = [...new Set(u.lignes.flatMap((l) => l[id] ?? []))];
  const changes = new Set(tous.filter((_, n) => n % CENTIEME === 0));
  for (const l of u.lignes) if (changes.has(l[id] ?? '')) l[adresse] = `${l[adresse]} bis`;
  writeFileSync(join(vers, 'USAGERS_20261002.csv'), ecrireTableau(u));
  return { visites, usagers: changes.size };
};
