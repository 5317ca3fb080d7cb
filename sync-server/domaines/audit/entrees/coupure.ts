import { dateEtHeure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Instant } from '#shared/temps/types';
import { phrase } from '../mots';
import { type Dire, entreeDe } from './famille';

// [FL-3] What two sides of a cut of the cluster wrote.

const coupure = entreeDe('COUPURE');

/** `12 2026-11-25T07:31:00Z 2026-11-25T08:00:00Z`: entries that the log takes up, of when. */
export const COUPURE = {
  ecrire: {
    reprise: ({ entrees, du, au }: { entrees: number; du: Instant; au: Instant }) => coupure(entrees, du, au),
  },
  dire: (({ mots: [n = '', du = '', au = ''] }) =>
    phrase(
      'A repris ce que l’autre côté d’une coupure avait écrit au journal',
      pluriel(Number(n), 'entrée'),
      `du ${dateEtHeure(du as Instant)} au ${dateEtHeure(au as Instant)}`,
    )) satisfies Dire,
};

const divergence = entreeDe('DIVERGENCE');

/** `2026-11-25:abc parametre`: its key, and the type of the document that had two versions. */
export const DIVERGENCE = {
  ecrire: {
    reglee: ({ cle, type }: { cle: string; type?: string | undefined }) => divergence(cle, type),
  },
  dire: (({ mots }) => phrase('A réglé un document en deux versions', mots[1])) satisfies Dire,
};
