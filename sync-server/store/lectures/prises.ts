import type { Reception } from '#shared/contrats/dossiers/reception';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Instant } from '#shared/temps/types';
import { lireIds, type Magasin } from '../lire';
import { clesType, plageDe } from '../types';

/** Files came, and one of them at least was taken, be it to say nothing new: those refused, or that wait, bring nothing. */
const estPrise = ({ fichiers }: Pick<Reception, 'fichiers'>): boolean =>
  fichiers.some((f) => f.etat !== 'REFUSE' && f.etat !== 'EN_ATTENTE');

/** Those receptions of which something was taken, each with its instant. */
export const instantsDesPrises = async (m: Magasin, ids: readonly string[]): Promise<Instant[]> =>
  (await clesType(m, 'reception', ids, {})).flatMap((r) => (r && estPrise(r) ? [r.instant] : []));

/** The last one is nearly always the first that is read; then so many at once. */
const PAR_PAGE = 20;

/** [AL-5] The last time that a file of Millésime was taken. */
export const lireDernierePrise = async (m: Magasin): Promise<Instant | undefined> => {
  for (let avant: string | undefined; ; ) {
    const etendue = {
      decroissant: true,
      limite: avant === undefined ? 1 : PAR_PAGE,
      ...(avant === undefined ? {} : { avant }),
    } as const;
    const ids = await lireIds(m, BASE_CENTRALE, plageDe('reception', etendue));
    const [derniere] = await instantsDesPrises(m, ids);
    const dernier = ids.at(-1);
    if (derniere !== undefined || dernier === undefined) return derniere;
    avant = dernier.slice('reception:'.length);
  }
};
