import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import type { ClotureEnCours as Marque } from '#shared/contrats/store/marques';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Instant, Mois } from '#shared/temps/types';
import { changer, remplacer, sansReponse } from '../ecrire';
import { lireIds, type Magasin, plageDuType } from '../lire';
import { clesType } from '../types';
import { jetonTenu } from '../verrou';

// A closing reads, computes, then writes: what would be accepted meanwhile would be in no file. So it first leaves a mark in
// the database of each antenna that it closes, and corrections that touch that month wait for it to end.

const PREFIXE = 'cloture-en-cours:';
const idMarque = (mois: Mois): string => `${PREFIXE}${mois}`;

/** Runs `travail` while the month is marked as being closed in those antennas; the marks are taken off whatever happens. */
export const enMarquant = async <T>(
  m: Magasin,
  o: { mois: Mois; antennes: readonly Antenne[]; jeton: string; instant: Instant },
  travail: () => Promise<T>,
): Promise<T> => {
  const { mois, antennes, jeton, instant } = o;
  try {
    for (const antenne of antennes) {
      const marque: Marque = { _id: idMarque(mois), type: 'cloture-en-cours', mois, antenne, jeton, instant };
      await remplacer(m, baseAntenne(antenne), marque);
    }
    return await travail();
  } finally {
    for (const antenne of antennes)
      sansReponse(
        await changer<Marque>(m, baseAntenne(antenne), idMarque(mois), (marque) =>
          marque.jeton === jeton ? 'supprimer' : undefined,
        ),
      );
  }
};

/** The months that the antenna of a database has closed, the oldest first: by their ids alone, a closing is long. */
export const lireMoisClosDe = async (m: Magasin, base: string): Promise<ReadonlySet<Mois>> =>
  new Set((await lireIds(m, base, plageDuType('cloture'))).map((id) => id.slice('cloture:'.length) as Mois));

/** Those of each antenna. */
export const lireMoisClos = async (m: Magasin): Promise<Map<Antenne, ReadonlySet<Mois>>> =>
  new Map(await Promise.all(codesAntennes().map(async (a) => [a, await lireMoisClosDe(m, baseAntenne(a))] as const)));

export type EtatsDesMois = {
  estClos: (antenne: Antenne, mois: Mois) => boolean;
  /** A closing of it is running: nothing may be stamped yet. */
  seClot: (antenne: Antenne, mois: Mois) => boolean;
};

const cle = (antenne: Antenne, id: string): string => `${antenne} ${id}`;

/** The ids of closings and marks, bodies not read: a closing is long. */
const lireLesIds = async (m: Magasin): Promise<Map<Antenne, string[]>> =>
  new Map(
    await Promise.all(
      codesAntennes().map(
        async (a) => [a, await lireIds(m, baseAntenne(a), { debut: PREFIXE, fin: 'cloture;' })] as const,
      ),
    ),
  );

export const lireEtatsDesMois = async (m: Magasin, maintenant: Instant): Promise<EtatsDesMois> => {
  let ids = await lireLesIds(m);
  const vives = new Set<string>();
  const marques: Marque[] = [];
  const illisibles: string[] = [];
  for (const [a, siens] of ids) {
    const poses = siens.filter((id) => id.startsWith(PREFIXE));
    const lues = await clesType(m, 'cloture-en-cours', poses, { antenne: a });
    marques.push(...lues.flatMap((d) => d ?? []));
    illisibles.push(...poses.filter((_, n) => !lues[n]).map((id) => cle(a, `cloture:${id.slice(PREFIXE.length)}`)));
  }
  if ([...ids.values()].some((siens) => siens.some((id) => id.startsWith(PREFIXE)))) {
    const jeton = await jetonTenu(m, maintenant);
    // One that does not say whose it is may be that of the closing that runs, if one does: nothing is stamped meanwhile.
    if (jeton !== undefined) for (const k of illisibles) vives.add(k);
    for (const d of marques) if (d.jeton === jeton) vives.add(cle(d.antenne, idCloture(d.mois)));
    // One that is no longer alive may just have ended: its closing is then there to be read.
    ids = await lireLesIds(m);
  }
  const closes = new Set([...ids].flatMap(([a, siens]) => siens.map((id) => cle(a, id))));
  return {
    estClos: (a, mois) => closes.has(cle(a, idCloture(mois))),
    seClot: (a, mois) => vives.has(cle(a, idCloture(mois))),
  };
};
