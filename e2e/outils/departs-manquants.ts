import type { Antenne } from '#shared/contrats/commun';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import { type LignePlanning, PLANNING } from '#shared/formats/planning/planning';
import { type LignePointage, POINTAGES } from '#shared/formats/pointages/pointages';
import { ajouterJours, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { FichierGenere, ServiceGenere } from '#shared/testing/generateur/generer';
import { a, plus } from '#shared/testing/generateur/planning';

/** Corrections that the story of the days without network types. */
export const CORRECTIONS = Number(process.env.CORRECTIONS ?? 12);

type Manque = {
  sansDepart: number;
  sansPointage: number;
  /** Visits a day; two at once where they are more than two. */
  parJour: number;
};

/** Of each antenna where a story corrects many visits, one after the other: how many there are. */
export const DEPARTS_MANQUANTS = {
  EST: { sansDepart: 24, sansPointage: 4, parJour: 2 },
  NORD_OUEST: { sansDepart: 8, sansPointage: 2, parJour: 2 },
  CENTRE: { sansDepart: CORRECTIONS + 1, sansPointage: 0, parJour: 18 },
} as const satisfies Partial<Record<Antenne, Manque>>;

/**
 * A month in which visits of an hour, from 9 h on, lack their departure, and some have no punch at all: of one aide, or of two where
 * two are made at once, and several usagers in each of these antennas.
 */
export const fichiersManquants = (s: ServiceGenere, mois: Mois): FichierGenere[] => {
  const visites: LignePlanning[] = [];
  const pointages: LignePointage[] = [];
  for (const [antenne, { sansDepart, sansPointage, parJour }] of Object.entries(DEPARTS_MANQUANTS)) {
    const aides = s.aides.filter((x) => x.antenne === antenne && x.date_fin === undefined);
    const usagers = s.usagers
      .filter((u) => u.propre.antenne === antenne && u.autreAntenne === undefined)
      .slice(0, parJour);
    if (usagers.length < 2) throw new Error(`deux usagers de ${antenne} attendus`);
    for (let k = 0; k < sansDepart + sansPointage; k++) {
      const jour = ajouterJours(premierJour(mois), Math.floor(k / parJour));
      const rang = k % parJour;
      const heure = String(9 + (parJour > 2 ? Math.floor(rang / 2) : 2 * rang)).padStart(2, '0');
      const debut = a(jour, `${heure}:00:00`);
      // [AP-10] Not in two homes at once.
      const aide = aides[parJour > 2 ? rang % 2 : 0];
      if (!aide) throw new Error(`une aide de ${antenne} attendue, deux où deux visites se font à la fois`);
      const qui = {
        id_millesime: usagers[rang % usagers.length]?.propre.id_millesime ?? '',
        id_intervenant: aide.id_intervenant,
      };
      visites.push({ id_planning: `M${antenne}${k}`, ...qui, debut, fin: plus(debut, 59 * 60), code_prestation: 'AD' });
      if (k >= sansDepart) continue;
      const arrivee = { instant: plus(debut, 70), sens: 'ARRIVEE', numero_appelant: undefined } as const;
      pointages.push({ id_pointage: `N${antenne}${k}`, ...qui, ...arrivee });
    }
  }
  const suffixe = `${mois.replace('-', '')}.csv`;
  return [
    { nom: `PLANNING_${suffixe}`, contenu: ecrireFichier(PLANNING, visites) },
    { nom: `POINTAGES_${suffixe}`, contenu: ecrireFichier(POINTAGES, pointages) },
  ];
};
