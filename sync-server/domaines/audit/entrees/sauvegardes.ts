import { dateEtHeure } from '#shared/domain/releve/mots';
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

/** `2026-11-25T07:31:00Z 20261125T0731-3`: when what is restored was kept, and which backup it is. */
export const RESTAURATION = {
  ecrire: { faite: ({ instant, ...r }: Rang & { instant: Instant }) => restauration(instant, rangEcrit(r)) },
  dire: (({ mots }) => phrase(`A restauré la sauvegarde du ${dateEtHeure(mots[0] as Instant)}`)) satisfies Dire,
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
