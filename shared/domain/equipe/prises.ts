import type { Note, Objet, Prise } from '../../contrats/equipe';
import type { DateCivile } from '../../temps/types';
import { comparer, parInstant } from '../appariement/ordre';

const cleObjet = (o: Objet): string => `${o.genre} ${o.id}`;

export type Detenteur = { qui: string; depuis: Prise['instant']; par: string };

/**
 * Who has each anomaly: the last gesture says (by instant, then id). Two who take the same one offline: the later has it, and
 * both see who. `cle` of an object: `cleDObjet`.
 */
export const detenteurs = (prises: readonly Prise[]): ReadonlyMap<string, Detenteur> => {
  const r = new Map<string, Detenteur>();
  for (const p of [...prises].sort(parInstant)) {
    const cle = cleObjet(p.objet);
    if (p.geste === 'RENDRE') r.delete(cle);
    else r.set(cle, { qui: p.geste === 'CONFIER' ? (p.a ?? p.auteur) : p.auteur, depuis: p.instant, par: p.auteur });
  }
  return r;
};

/** Who has the first of these names of one thing (a visit has several: its punches, its planned visit). */
export const detenteurDe = (tous: ReadonlyMap<string, Detenteur>, noms: readonly Objet[]): Detenteur | undefined =>
  noms.flatMap((o) => tous.get(cleObjet(o)) ?? []).sort((a, b) => comparer(b.depuis, a.depuis))[0];

/** Notes that the next shift must see on a date: not taken away, not over, the latest first. */
export const notesEnVigueur = (notes: readonly Note[], date: DateCivile): Note[] => {
  const effacees = new Set(notes.flatMap((n) => n.efface ?? []));
  return notes
    .filter((n) => n.efface === undefined && !effacees.has(n.id) && (n.jusqua === undefined || date <= n.jusqua))
    .sort((a, b) => parInstant(b, a));
};
