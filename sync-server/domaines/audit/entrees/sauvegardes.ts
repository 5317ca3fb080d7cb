import { dateEtHeure } from '#shared/mots/dates';
import type { Instant } from '#shared/temps/types';
import { phrase } from '../mots';
import { type Dire, entreeDe } from './famille';

// The installation whole, kept or taken up again.

type Rang = { serie: string; rang: number };
const rangEcrit = ({ serie, rang }: Rang): string => `${serie}-${rang}`;
const sauvegarde = entreeDe('SAUVEGARDE');

/** `20261125T0731-3`. */
export const SAUVEGARDE = {
  ecrire: { faite: (r: Rang) => sauvegarde(rangEcrit(r)) },
  dire: (() => 'A fait une sauvegarde.') satisfies Dire,
};

const restauration = entreeDe('RESTAURATION');

type Rendue = Rang & { instant: Instant };
const FICHIERS = 'FICHIERS';

/** `2026-11-25T07:31:00Z 20261125T0731-3`: when what is restored was kept, and which backup it is; `FICHIERS` first: its files alone. */
export const RESTAURATION = {
  ecrire: {
    faite: ({ instant, ...r }: Rendue) => restauration(instant, rangEcrit(r)),
    fichiers: ({ instant, ...r }: Rendue) => restauration(FICHIERS, instant, rangEcrit(r)),
  },
  dire: (({ mots: [premier, second] }) =>
    phrase(
      premier === FICHIERS
        ? `A rendu les fichiers de la sauvegarde du ${dateEtHeure(second as Instant)}`
        : `A restauré la sauvegarde du ${dateEtHeure(premier as Instant)}`,
    )) satisfies Dire,
};

const reversibilite = entreeDe('REVERSIBILITE');

/** The hash of the operator's set. */
export const REVERSIBILITE = {
  ecrire: { produite: ({ empreinte }: { empreinte: string }) => reversibilite(empreinte) },
  dire: (() => 'A produit les jeux de réversibilité.') satisfies Dire,
};

const reprise = entreeDe('REPRISE');

/** `2026-11-25T07:31:00Z`. */
export const REPRISE = {
  ecrire: { faite: ({ produitLe }: { produitLe: Instant }) => reprise(produitLe) },
  dire: (({ objet }) =>
    phrase(`A repris le jeu de réversibilité produit le ${dateEtHeure(objet as Instant)}`)) satisfies Dire,
};
