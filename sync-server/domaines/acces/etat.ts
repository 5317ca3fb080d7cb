import { z } from 'zod';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { type AccesMagasin, ecrireLot, lirePlage, lireUn, plageDuType } from '../../ports/documents';

// What signing in knows of an account, beside the account: failures, lock, second factor. Never leaves the server.

const etatSchema = z.object({
  _id: z.string(),
  _rev: z.string().optional(),
  type: z.literal('acces'),
  identifiant: z.string(),
  /** Failures since the last success or lock. */
  echecs: z.number(),
  /** Locks since the last success. */
  verrous: z.number(),
  verrouJusqua: instantSchema.optional(),
  /** `dernierPas`: a code of that step of thirty seconds, or of an earlier one, has been used. */
  totp: z.object({ secret: z.string(), dernierPas: z.number() }).optional(),
  /** Shown, not yet confirmed by a code. */
  totpPropose: z.string().optional(),
  /** Hashes of the recovery codes that are left. */
  secours: z.array(z.string()),
});
export type EtatAcces = z.infer<typeof etatSchema>;

const idAcces = (identifiant: string): string => `acces:${identifiant}`;
export const accesVide = (identifiant: string): EtatAcces => ({
  _id: idAcces(identifiant),
  type: 'acces',
  identifiant,
  echecs: 0,
  verrous: 0,
  secours: [],
});

const lu = (identifiant: string, doc: unknown): EtatAcces => etatSchema.safeParse(doc).data ?? accesVide(identifiant);

export const lireAcces = async (m: AccesMagasin, identifiant: string): Promise<EtatAcces> =>
  lu(identifiant, await lireUn(m, BASE_CENTRALE, idAcces(identifiant)));

export const lireTousAcces = async (m: AccesMagasin): Promise<Map<string, EtatAcces>> =>
  new Map(
    (await lirePlage(m, BASE_CENTRALE, plageDuType('acces'))).flatMap((d) => {
      const e = etatSchema.safeParse(d).data;
      return e ? [[e.identifiant, e] as const] : [];
    }),
  );

/**
 * Changes it as it is at that moment: where another request changed it meanwhile, `changer` is asked again. So one code is
 * used once, and each failure counts, however many come together. `changer` gives undefined to leave it as it is.
 */
export const changerAcces = async <T>(
  m: AccesMagasin,
  identifiant: string,
  changer: (e: EtatAcces) => { apres?: EtatAcces; valeur: T },
): Promise<T> => {
  for (;;) {
    const { apres, valeur } = changer(await lireAcces(m, identifiant));
    if (apres === undefined) return valeur;
    const [ligne] = await ecrireLot(m, BASE_CENTRALE, [apres]);
    if (ligne?.erreur === undefined) return valeur;
    if (ligne.erreur !== 'conflict') throw new Error(`accès non écrit (${ligne.erreur})`);
  }
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
