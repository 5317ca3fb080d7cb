import type { VisitePrevue } from '../../contrats/corrections/intervention';
import { ajouterA } from '../../listes';
import { dateParis, ecartSecondes, heureAffichee } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import type { ParametresAu } from '../types';
import { comparer } from './ordre';
import type { Seance } from './paire';

export type SeanceDe = { intervenantId: string; seance: Seance };
export type Rapprochement = { visite: VisitePrevue; remplacement: boolean };

const repere = (s: Seance): Instant => {
  const p = s.arrivee ?? s.depart;
  if (!p) throw new Error('une séance a au moins un pointage');
  return p.instant;
};

const premierId = (s: Seance): string => (s.arrivee ?? s.depart)?.id ?? '';

/** Chronological: of arrival, or else departure; then id of the intervenant, then of the pointage. */
export const ordreSeances = (a: SeanceDe, b: SeanceDe): number =>
  comparer(repere(a.seance), repere(b.seance)) ||
  comparer(a.intervenantId, b.intervenantId) ||
  comparer(premierId(a.seance), premierId(b.seance));

const ecart = (s: Seance, v: VisitePrevue): number =>
  Math.abs(s.arrivee ? ecartSecondes(v.debut, s.arrivee.instant) : ecartSecondes(v.fin, repere(s)));

const laPlusProche = (s: Seance, visites: readonly VisitePrevue[]): VisitePrevue | undefined => {
  let meilleure: VisitePrevue | undefined;
  let plusPetit = Number.POSITIVE_INFINITY;
  for (const v of visites) {
    const e = ecart(s, v);
    if (e >= plusPetit) continue;
    meilleure = v;
    plusPetit = e;
  }
  return meilleure;
};

const seCroisent = (a: VisitePrevue, b: VisitePrevue): boolean => a.debut < b.fin && b.debut < a.fin;

/**
 * [AP-6] The nearest of those that may be taken. A row that left the file is still expected; but where the file has another in its place,
 * at hours that cross its own, that one was made.
 */
const choisir = (s: Seance, possibles: readonly VisitePrevue[]): VisitePrevue | undefined => {
  const presentes = possibles.filter((v) => v.absenteDepuis === undefined);
  const proche = laPlusProche(s, [...presentes, ...possibles.filter((v) => v.absenteDepuis !== undefined)]);
  if (proche?.absenteDepuis === undefined) return proche;
  return (
    laPlusProche(
      s,
      presentes.filter((v) => seCroisent(v, proche)),
    ) ?? proche
  );
};

/**
 * [AP-6] Matches the visits planned for one usager with what was punched, in two passes (same aide, then another).
 * Each planned visit is taken once; nothing outside of one civil day plays a part.
 */
export const rapprocher = (
  seances: readonly SeanceDe[],
  visites: readonly VisitePrevue[],
  parametresAu: ParametresAu,
): { rapprochements: Map<Seance, Rapprochement>; libres: VisitePrevue[] } => {
  const parJour = new Map<DateCivile, VisitePrevue[]>();
  // By start then id: on a tie of gaps, the first met stays.
  for (const v of [...visites].sort((a, b) => comparer(a.debut, b.debut) || comparer(a.id, b.id))) {
    const jour = dateParis(v.debut);
    ajouterA(parJour, jour, v);
  }
  const prises = new Set<VisitePrevue>();
  const rapprochements = new Map<Seance, Rapprochement>();
  const ordonnees = [...seances].sort(ordreSeances);
  for (const remplacement of [false, true]) {
    for (const { intervenantId, seance } of ordonnees) {
      if (rapprochements.has(seance)) continue;
      const jour = dateParis(repere(seance));
      const limite = parametresAu(jour).rapprochement * 60;
      const possibles = (parJour.get(jour) ?? []).filter(
        (v) => !prises.has(v) && (v.intervenantId !== intervenantId) === remplacement && ecart(seance, v) <= limite,
      );
      const meilleure = choisir(seance, possibles);
      if (!meilleure) continue;
      prises.add(meilleure);
      rapprochements.set(seance, { visite: meilleure, remplacement });
    }
  }
  return { rapprochements, libres: [...visites].filter((v) => !prises.has(v)) };
};

/** « rapprochés de la visite prévue de 8 h 30 à 9 h 30 » */
export const phraseRapprochement = (r: Rapprochement): string =>
  `Rapprochée de la visite prévue de ${heureAffichee(r.visite.debut)} à ${heureAffichee(r.visite.fin)}${
    r.remplacement ? ', prévue avec une autre aide (remplacement)' : ''
  }.`;
