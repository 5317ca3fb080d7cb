import { localParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';

/** Minutes of the clock since the midnight of the day shown: what goes past it stops at 24 h. */
type Plage = { de: number; a: number };

/** A visit in its day's column: what was planned, what was done, and its lane among those of the same hours. */
export type Bloc = {
  ligne: Ligne;
  prevu: Plage | undefined;
  fait: Plage | undefined;
  /** Only one side is known: the filled part ends, or begins, at the planned hour. */
  ouvert: boolean;
  de: number;
  a: number;
  voie: number;
  voies: number;
  /** [AP-11] Covered: it is drawn over the visit that has its hours, in the same lane. */
  sur?: string;
};

const JOUR = 1440;
/** A visit of some minutes is still read. */
const MINIMUM = 25;

const minuteDe = (i: Instant, jour: DateCivile): number => {
  const l = localParis(i);
  if (l.slice(0, 10) < jour) return 0;
  return l.slice(0, 10) > jour ? JOUR : Number(l.slice(11, 13)) * 60 + Number(l.slice(14, 16));
};

const plage = (jour: DateCivile, debut: Instant, fin: Instant): Plage => {
  const de = minuteDe(debut, jour);
  return { de, a: Math.max(de, minuteDe(fin, jour)) };
};

const faitDe = (l: Ligne): { fait: Plage | undefined; ouvert: boolean } => {
  const { debut, fin } = l.retenue;
  if (debut && fin) return { fait: plage(l.date, debut, fin), ouvert: false };
  if (debut) {
    const de = minuteDe(debut, l.date);
    return { fait: { de, a: Math.max(de + MINIMUM, l.prevu ? minuteDe(l.prevu.fin, l.date) : 0) }, ouvert: true };
  }
  if (fin) {
    const a = minuteDe(fin, l.date);
    return { fait: { de: Math.min(a - MINIMUM, l.prevu ? minuteDe(l.prevu.debut, l.date) : JOUR), a }, ouvert: true };
  }
  return { fait: undefined, ouvert: false };
};

const blocDe = (ligne: Ligne): Omit<Bloc, 'voie' | 'voies'> => {
  const prevu = ligne.prevu && plage(ligne.date, ligne.prevu.debut, ligne.prevu.fin);
  const { fait, ouvert } = faitDe(ligne);
  const bornes = [prevu, fait].filter((p) => p !== undefined);
  const repere = minuteDe(ligne.instant, ligne.date);
  const de = Math.max(0, Math.min(...(bornes.length > 0 ? bornes.map((b) => b.de) : [repere]), JOUR - MINIMUM));
  const a = Math.min(JOUR, Math.max(de + MINIMUM, ...bornes.map((b) => b.a)));
  return { ligne, prevu, fait, ouvert, de, a };
};

/** Lanes: side by side, those of the same hours. */
const ranger = (blocs: readonly Bloc[]): void => {
  let groupe: Bloc[] = [];
  let fins: number[] = [];
  const clore = (): void => {
    for (const b of groupe) b.voies = fins.length;
    groupe = [];
    fins = [];
  };
  for (const b of blocs) {
    if (fins.every((f) => f <= b.de)) clore();
    const libre = fins.findIndex((f) => f <= b.de);
    b.voie = libre === -1 ? fins.length : libre;
    fins[b.voie] = b.a;
    groupe.push(b);
  }
  clore();
};

const parHeure = (a: Bloc, b: Bloc): number => a.de - b.de || a.a - b.a || (a.ligne.id < b.ligne.id ? -1 : 1);

/** The visits of one day, in order, those of the same hours side by side, those that another covers over it [AP-11]. */
export const blocsDuJour = (lignes: readonly Ligne[]): Bloc[] => {
  const blocs = lignes.map((l): Bloc => ({ ...blocDe(l), voie: 0, voies: 1 })).sort(parHeure);
  const parIntervention = new Map(blocs.map((b) => [b.ligne.retenue.intervention.id, b]));
  const porteuseDe = (b: Bloc): Bloc | undefined => {
    const id = b.ligne.retenue.intervention.couverture?.id;
    return id === undefined ? undefined : parIntervention.get(id);
  };
  const places = blocs.flatMap((b) => {
    const porteuse = porteuseDe(b);
    if (porteuse) porteuse.a = Math.max(porteuse.a, b.a);
    return porteuse ? [] : [b];
  });
  ranger(places.sort(parHeure));
  return blocs.map((b) => {
    const porteuse = porteuseDe(b);
    return porteuse ? { ...b, voie: porteuse.voie, voies: porteuse.voies, sur: porteuse.ligne.id } : b;
  });
};

/** Hours shown, both whole: those of the working day, and any that a visit needs. */
export const heuresMontrees = (blocs: readonly Bloc[]): { de: number; a: number } => ({
  de: Math.floor(Math.min(8 * 60, ...blocs.map((b) => b.de)) / 60),
  a: Math.ceil(Math.max(18 * 60, ...blocs.map((b) => b.a)) / 60),
});

/** How many visits are out of sight above and below, of a day shown from a minute to another: all but a few minutes of each. */
export const horsDeVue = (blocs: readonly Bloc[], vue: Plage): { avant: number; apres: number } => ({
  avant: blocs.filter((b) => b.a - MINIMUM < vue.de).length,
  apres: blocs.filter((b) => b.de + MINIMUM > vue.a).length,
});

/** Where an arrow goes from a visit: within its day, or to the nearest hour of the first day that has one. */
export const voisin = (
  jours: readonly (readonly Bloc[])[],
  id: string,
  touche: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight',
): string | undefined => {
  const jour = jours.findIndex((j) => j.some((b) => b.ligne.id === id));
  const ici = jours[jour];
  const rang = ici?.findIndex((b) => b.ligne.id === id) ?? -1;
  const bloc = ici?.[rang];
  if (!ici || !bloc) return undefined;
  if (touche === 'ArrowUp' || touche === 'ArrowDown') return ici[rang + (touche === 'ArrowDown' ? 1 : -1)]?.ligne.id;
  const suite = touche === 'ArrowRight' ? jours.slice(jour + 1) : jours.slice(0, Math.max(0, jour)).reverse();
  const autre = suite.find((j) => j.length > 0);
  return autre?.reduce((p, b) => (Math.abs(b.de - bloc.de) < Math.abs(p.de - bloc.de) ? b : p)).ligne.id;
};
