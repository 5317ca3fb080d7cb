import type { PriseEnCharge } from '#shared/contrats/dossiers/dossiers';
import { valableLe, versionAu } from '#shared/domain/ventilation/versions';
import type { DateCivile } from '#shared/temps/types';

/** [FI-10] A prise en charge as the usager's file shows it: from its first version to its last. */
export type PriseMontree = Pick<PriseEnCharge, 'numero' | 'dateDebut' | 'dateFin'> & {
  /** Of the day; else the next to come, else the last. */
  actuelle: PriseEnCharge;
  /** Oldest first. */
  versions: readonly [PriseEnCharge, ...PriseEnCharge[]];
  enVigueur: boolean;
};

const montrer = (numero: string, prises: readonly PriseEnCharge[], jour: DateCivile): PriseMontree[] => {
  const [premiere, ...suite] = prises
    .filter((p) => p.numero === numero)
    .sort((a, b) => (a.dateDebut < b.dateDebut ? -1 : 1));
  if (!premiere) return [];
  const versions = [premiere, ...suite] as const;
  const derniere = suite.at(-1) ?? premiere;
  return [
    {
      numero,
      dateDebut: premiere.dateDebut,
      dateFin: derniere.dateFin,
      actuelle: versionAu(versions, numero, jour) ?? versions.find((p) => p.dateDebut > jour) ?? derniere,
      versions,
      enVigueur: versions.some((p) => valableLe(p, jour)),
    },
  ];
};

/** What each funder pays, one entry a numéro: in force first, then by priority, the latest first. */
export const grouperPrises = (prises: readonly PriseEnCharge[], jour: DateCivile): PriseMontree[] =>
  [...new Set(prises.map((p) => p.numero))]
    .flatMap((n) => montrer(n, prises, jour))
    .sort(
      (a, b) =>
        Number(b.enVigueur) - Number(a.enVigueur) ||
        a.actuelle.priorite - b.actuelle.priorite ||
        (a.dateDebut < b.dateDebut ? 1 : -1),
    );
