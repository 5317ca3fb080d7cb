import { ajouterA } from '#shared/listes';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import type { FicheSuivie } from './suivi';

/** A visit of the aide's day, with the slips typed for it. */
export type VisiteAFicher = {
  /** Of the planned visit: an intervention changes its id when its first punch arrives. */
  cle: string;
  ligne: Ligne;
  fiches: FicheSuivie[];
  /** What is known of each side: retained, else typed on a slip. */
  arrivee?: Instant | undefined;
  depart?: Instant | undefined;
  /** A side is missing: a slip is to be typed. */
  ouverte: boolean;
};

const ecart = (l: Ligne, f: FicheSuivie['fiche']): number => {
  const debut = l.prevu?.debut ?? l.retenue.debut ?? l.instant;
  const fin = l.prevu?.fin ?? l.retenue.fin ?? l.instant;
  if (f.arrivee) return Math.abs(epochMs(f.arrivee) - epochMs(debut));
  return f.depart ? Math.abs(epochMs(f.depart) - epochMs(fin)) : 0;
};

/** Of two visits to one usager in a day, a slip belongs to the nearest. */
const repartir = (lignes: readonly Ligne[], fiches: readonly FicheSuivie[]): Map<Ligne, FicheSuivie[]> => {
  const par = new Map<Ligne, FicheSuivie[]>();
  for (const f of fiches) {
    const siennes = lignes.filter((l) => l.retenue.usagerId === f.fiche.usagerId);
    const proche = siennes.toSorted((a, b) => ecart(a, f.fiche) - ecart(b, f.fiche))[0];
    if (proche) ajouterA(par, proche, f);
  }
  return par;
};

/** Visits of an aide: those that lack an hour first, each group by hour. `lignes` and `fiches`: of one day. */
export const visitesDeLAide = (
  lignes: readonly Ligne[],
  fiches: readonly FicheSuivie[],
  intervenantId: string,
): VisiteAFicher[] => {
  const siennes = lignes.filter((l) => l.retenue.intervenantId === intervenantId);
  const par = repartir(
    siennes,
    fiches.filter((f) => f.fiche.intervenantId === intervenantId),
  );
  const visites = siennes.map((ligne): VisiteAFicher => {
    const saFiche = par.get(ligne) ?? [];
    const valables = saFiche.filter((f) => f.etat !== 'REFUSEE');
    const arrivee = ligne.retenue.debut ?? valables.find((f) => f.fiche.arrivee)?.fiche.arrivee;
    const depart = ligne.retenue.fin ?? valables.find((f) => f.fiche.depart)?.fiche.depart;
    const cle = ligne.retenue.intervention.visite?.id ?? ligne.id;
    const { supprimee, intervention } = ligne.retenue;
    const ouverte = !supprimee && !intervention.couverture && !(arrivee && depart);
    return { cle, ligne, fiches: saFiche, arrivee, depart, ouverte };
  });
  return visites.sort((a, b) => Number(b.ouverte) - Number(a.ouverte));
};

/** The order first shown, whatever is typed meanwhile: nothing moves under her fingers; what is new comes last. */
export const tenir = (visites: readonly VisiteAFicher[], avant: readonly string[]): VisiteAFicher[] => {
  const place = new Map(avant.map((cle, n) => [cle, n]));
  return visites.toSorted((a, b) => (place.get(a.cle) ?? avant.length) - (place.get(b.cle) ?? avant.length));
};

/** Not begun, or not over: nobody has a slip of it yet. */
const ENCORE: ReadonlySet<Ligne['statut']> = new Set(['PREVUE', 'EN_COURS']);

/** Aides with a visit of the day that is over and lacks an hour. */
export const aidesSansHeures = (lignes: readonly Ligne[], fiches: readonly FicheSuivie[]): Set<string> => {
  const aides = new Set(lignes.map((l) => l.retenue.intervenantId));
  return new Set(
    [...aides].filter((a) => visitesDeLAide(lignes, fiches, a).some((v) => v.ouverte && !ENCORE.has(v.ligne.statut))),
  );
};
