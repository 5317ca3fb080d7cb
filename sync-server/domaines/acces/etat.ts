import { accesSchema, type EtatAcces } from '#shared/contrats/acces';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { poser, sansReponse } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { lireSur, plageType } from '../../store/types';

// What signing in knows of an account, beside the account: failures, lock, second factor. Never leaves the server.

const idAcces = (identifiant: string): string => `acces:${identifiant}`;
export const accesVide = (identifiant: string): EtatAcces => ({
  _id: idAcces(identifiant),
  type: 'acces',
  identifiant,
  echecs: 0,
  verrous: 0,
  secours: [],
});

// One that cannot be read is not an empty one: a lock and a second factor would be gone with it.

export const lireAcces = async (m: Magasin, identifiant: string): Promise<EtatAcces> =>
  (await lireSur(m, 'acces', idAcces(identifiant), {})) ?? accesVide(identifiant);

export const lireTousAcces = async (m: Magasin): Promise<Map<string, EtatAcces>> =>
  new Map((await plageType(m, 'acces', {})).map((e) => [e.identifiant, e]));

/**
 * Changes it as it is at that moment: where another request changed it meanwhile, `changer` is asked again. So one code is
 * used once, and each failure counts, however many come together. `changer` gives undefined to leave it as it is.
 */
export const changerAcces = async <T>(
  m: Magasin,
  identifiant: string,
  changer: (e: EtatAcces) => { apres?: EtatAcces; valeur: T },
): Promise<T> => {
  let rendu: { valeur: T } | undefined;
  sansReponse(
    await poser<EtatAcces>(m, BASE_CENTRALE, idAcces(identifiant), (connu) => {
      const { apres, valeur } = changer(connu === undefined ? accesVide(identifiant) : accesSchema.parse(connu));
      rendu = { valeur };
      return apres;
    }),
  );
  if (!rendu) throw new Error('accès non lu');
  return rendu.valeur;
};

export const verrouille = (e: Pick<EtatAcces, 'verrouJusqua'>, maintenant: Instant): boolean =>
  e.verrouJusqua !== undefined && e.verrouJusqua > maintenant;

type Reglages = { echecsAvantVerrou: number; verrouMinutes: readonly number[] };

/** One more failure: at the last one allowed, a lock, each longer than the one before. */
export const apresEchec = (e: EtatAcces, r: Reglages, maintenant: Instant): EtatAcces => {
  const echecs = e.echecs + 1;
  if (echecs < r.echecsAvantVerrou) return { ...e, echecs };
  const minutes = r.verrouMinutes[Math.min(e.verrous, r.verrouMinutes.length - 1)] ?? 5;
  const verrouJusqua = instantDe(epochMs(maintenant) + minutes * 60_000);
  return { ...e, echecs: 0, verrous: e.verrous + 1, verrouJusqua };
};

export const sansEchec = ({ verrouJusqua: _, ...e }: EtatAcces): EtatAcces => ({ ...e, echecs: 0, verrous: 0 });
