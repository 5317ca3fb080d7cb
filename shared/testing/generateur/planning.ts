import type { LigneIntervenant } from '../../formats/intervenants/intervenants';
import type { LignePlanning } from '../../formats/planning/planning';
import { ajouterJours, dernierJour, epochMs, instantDe, instantsDeLocal, premierJour } from '../../temps/paris';
import type { DateCivile, Instant, Mois } from '../../temps/types';
import type { Alea } from '../alea';
import { FREQUENCES as F } from './frequences';
import type { UsagerGenere } from './usagers';

/** A planned visit, with whom it joins. */
export type VisiteGeneree = {
  id: string;
  usager: UsagerGenere;
  aide: LigneIntervenant;
  debut: Instant;
  fin: Instant;
  codePrestation: string;
};

/** When an aide's round begins, and how often; the service works from 8 to 20, a few rounds go on into the night. */
const TOURNEES = [
  { poids: 0.55, heures: [8, 8, 8, 9] },
  { poids: 0.27, heures: [13, 14] },
  { poids: 0.12, heures: [16, 17] },
  { poids: 0.06, heures: [20, 21] },
] as const;
const DUREES = [30, 45, 60, 60, 60, 90, 90, 120] as const;
const TRAJETS = [15, 20, 20, 30] as const;
const QUARTS = [0, 0, 15, 30] as const;

export const jours = (mois: Mois): DateCivile[] => {
  const liste: DateCivile[] = [];
  for (let d = premierJour(mois); d <= dernierJour(mois); d = ajouterJours(d, 1)) liste.push(d);
  return liste;
};

/** An instant of a clock reading in Paris; an hour that spring skips is moved after the skip. */
export const a = (jour: DateCivile, heure: string): Instant => {
  const [i] = instantsDeLocal(`${jour}T${heure}`);
  return i ?? a(jour, `03${heure.slice(2)}`);
};

export const plus = (i: Instant, secondes: number): Instant => instantDe(epochMs(i) + secondes * 1000);

const finDeSemaine = (jour: DateCivile): boolean => [0, 6].includes(new Date(`${jour}T12:00:00Z`).getUTCDay());

/** An aide's day: 2 to 4 visits, one after the other, at usagers of the antenna. */
const journee = (alea: Alea, jour: DateCivile, aide: LigneIntervenant, usagers: readonly UsagerGenere[]) => {
  const { heures } = alea.selonPoids(TOURNEES) ?? TOURNEES[0];
  const depart = `${String(alea.parmi(heures) ?? 8).padStart(2, '0')}:${String(alea.choix(QUARTS)).padStart(2, '0')}:00`;
  let debut = a(jour, depart);
  const visites: Omit<VisiteGeneree, 'id'>[] = [];
  for (let n = alea.entier(2, 4); n > 0; n--) {
    const usager = alea.parmi(usagers);
    if (!usager) break;
    const fin = plus(debut, alea.choix(DUREES) * 60);
    visites.push({ usager, aide, debut, fin, codePrestation: 'AD' });
    debut = plus(fin, alea.choix(TRAJETS) * 60);
  }
  return visites;
};

/** A month's planned visits. Each aide has her usual usagers, so that some days' visits repeat from week to week. */
export const genererPlanning = (
  alea: Alea,
  mois: Mois,
  aides: readonly LigneIntervenant[],
  usagers: readonly UsagerGenere[],
): VisiteGeneree[] => {
  const habituels = new Map(
    aides.map((aide, rang) => {
      const siens = usagers.filter((u) => u.propre.antenne === aide.antenne);
      const part = Math.max(4, Math.ceil(siens.length / 6));
      return [aide.id_intervenant, Array.from({ length: part }, (_, i) => siens[(rang * part + i) % siens.length])];
    }),
  );
  const visites = jours(mois).flatMap((jour) => {
    const presence = finDeSemaine(jour) ? F.aideLeWeekEnd : F.aideEnSemaine;
    return aides
      .filter(() => alea.chance(presence))
      .flatMap((aide) =>
        journee(
          alea,
          jour,
          aide,
          (habituels.get(aide.id_intervenant) ?? []).filter((u) => u !== undefined),
        ),
      );
  });
  return visites.map((v, i) => ({ ...v, id: `L${mois.slice(2, 4)}${mois.slice(5)}${String(i + 1).padStart(6, '0')}` }));
};

export const lignesPlanning = (visites: readonly VisiteGeneree[]): LignePlanning[] =>
  visites.map((v) => ({
    id_planning: v.id,
    id_millesime: v.usager.propre.id_millesime,
    id_intervenant: v.aide.id_intervenant,
    debut: v.debut,
    fin: v.fin,
    code_prestation: v.codePrestation,
  }));
