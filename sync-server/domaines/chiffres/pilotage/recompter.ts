import { MOIS_TENDANCE } from '#shared/pilotage/contrat';
import { ajouterMois, dateParis, moisDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';

/** Months that still change: counted again each night. */
const RECENTS = 3;

/** The months of tonight: those that change and, of the others of the trend, the one whose turn it is. */
export const moisARecompter = (maintenant: Instant): Mois[] => {
  const aujourdhui = dateParis(maintenant);
  const recents = Array.from({ length: RECENTS }, (_, n) => ajouterMois(moisDe(aujourdhui), -n));
  const nuits = Math.floor(Date.parse(aujourdhui) / 86_400_000);
  return [...recents, ajouterMois(moisDe(aujourdhui), -RECENTS - (nuits % (MOIS_TENDANCE - RECENTS)))];
};

/** Counts them; tells a difference, which has been put right: a sign that something was counted wrong. */
export const recompterPilotage =
  (p: {
    maintenant: () => Instant;
    recompter: (mois: readonly Mois[]) => Promise<number | undefined>;
    dire: (ecart: { mois: readonly Mois[]; documents: number }) => void;
  }) =>
  async (): Promise<number> => {
    const mois = moisARecompter(p.maintenant());
    const documents = (await p.recompter(mois)) ?? 0;
    if (documents > 0) p.dire({ mois, documents });
    return documents;
  };
