import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import type { Attente } from '#shared/contrats/pointages/derives';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import { ajouterJours, dateParis, ecartSecondes } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';
import { plageType } from '../../store/types';
import { type Numeros, ouvrirNumeros } from './numeros';

/** [AL-7] The arrivals that wait for their usager: read at the first question of a day, for one pass of the watch. */
export type Attentes = {
  /** Of an aide, the one nearest to the hour that she was awaited at, as near as pairing would take it [AP-6]. */
  arriveeDe: (aide: { intervenantId: string; heure: Instant }) => Promise<Instant | undefined>;
};

const lireArrivees = async (m: Magasin, jour: DateCivile): Promise<Attente[]> => {
  const jours = { de: ajouterJours(jour, -1), a: ajouterJours(jour, 1) };
  const arrivees: Attente[] = [];
  for (const antenne of codesAntennes())
    for (const a of sansRemplacees(await plageType(m, 'attente', { antenne }, jours)))
      if (a.sens === 'ARRIVEE') arrivees.push(a);
  return arrivees;
};

export const ouvrirAttentes = (m: Magasin): Attentes => {
  let parametres: ReturnType<typeof lireParametres> | undefined;
  const arrivees = new Map<DateCivile, Promise<Attente[]>>();
  return {
    arriveeDe: async ({ intervenantId, heure }) => {
      const jour = dateParis(heure);
      parametres ??= lireParametres(m);
      const duJour = arrivees.get(jour) ?? lireArrivees(m, jour);
      arrivees.set(jour, duJour);
      const { rapprochement } = lecteurParametres(await parametres)(jour);
      const ecart = (i: Instant): number => Math.abs(ecartSecondes(heure, i));
      const siennes = (await duJour).flatMap((a) =>
        a.intervenantId === intervenantId && ecart(a.instant) <= rapprochement * 60 ? a.instant : [],
      );
      return siennes.sort((x, y) => ecart(x) - ecart(y))[0];
    },
  };
};

/** What a pass of the watch, or a page of a link, reads once. */
export type Lectures = { numeros: Numeros; attentes: Attentes };
export const ouvrirLectures = (m: Magasin): Lectures => ({ numeros: ouvrirNumeros(m), attentes: ouvrirAttentes(m) });
