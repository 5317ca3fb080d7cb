import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import type { Instant, Mois } from '#shared/temps/types';
import { type AccesMagasin, ecrireLot, lireCles, lireIds } from '../../ports/documents';
import { jetonTenu } from '../verrou';

// A closing reads, computes, then writes: what would be accepted meanwhile would be in no file. So it first leaves a mark in
// the database of each antenna that it closes, and corrections that touch that month wait for it to end.

/** `_id` is `cloture-en-cours:<mois>`; it counts only while the holding of the lock that it names is alive. */
type Marque = { _id: string; type: 'cloture-en-cours'; mois: Mois; antenne: Antenne; jeton: string; instant: Instant };

const PREFIXE = 'cloture-en-cours:';
const idMarque = (mois: Mois): string => `${PREFIXE}${mois}`;

const remplacer = async (m: AccesMagasin, antenne: Antenne, id: string, doc: object): Promise<void> => {
  const base = baseAntenne(antenne);
  const [connu] = await lireCles<Marque>(m, base, [id]);
  const [ligne] = await ecrireLot(m, base, [{ ...doc, _id: id, ...(connu ? { _rev: connu._rev } : {}) }]);
  if (ligne?.erreur !== undefined) throw new Error(`marque de clôture non écrite (${ligne.erreur}) : ${base}`);
};

/** Runs `travail` while the month is marked as being closed in those antennas; the marks are taken off whatever happens. */
export const enMarquant = async <T>(
  m: AccesMagasin,
  o: { mois: Mois; antennes: readonly Antenne[]; jeton: string; instant: Instant },
  travail: () => Promise<T>,
): Promise<T> => {
  const { mois, antennes, jeton, instant } = o;
  try {
    for (const antenne of antennes)
      await remplacer(m, antenne, idMarque(mois), { type: 'cloture-en-cours', mois, antenne, jeton, instant });
    return await travail();
  } finally {
    for (const antenne of antennes) {
      const [marque] = await lireCles<Marque>(m, baseAntenne(antenne), [idMarque(mois)]);
      if (marque?.jeton === jeton) await remplacer(m, antenne, idMarque(mois), { _deleted: true });
    }
  }
};

export type EtatsDesMois = {
  estClos: (antenne: Antenne, mois: Mois) => boolean;
  /** A closing of it is running: nothing may be stamped yet. */
  seClot: (antenne: Antenne, mois: Mois) => boolean;
};

const cle = (antenne: Antenne, id: string): string => `${antenne} ${id}`;

/** The ids of closings and marks, bodies not read: a closing is long. */
const lireLesIds = async (m: AccesMagasin): Promise<Map<Antenne, string[]>> =>
  new Map(
    await Promise.all(
      CODES_ANTENNES.map(
        async (a) => [a, await lireIds(m, baseAntenne(a), { debut: PREFIXE, fin: 'cloture;' })] as const,
      ),
    ),
  );

export const lireEtatsDesMois = async (m: AccesMagasin, maintenant: Instant): Promise<EtatsDesMois> => {
  let ids = await lireLesIds(m);
  const vives = new Set<string>();
  const marques: Marque[] = [];
  for (const [a, siens] of ids) {
    const poses = siens.filter((id) => id.startsWith(PREFIXE));
    marques.push(...(await lireCles<Marque>(m, baseAntenne(a), poses)).flatMap((d) => d ?? []));
  }
  if ([...ids.values()].some((siens) => siens.some((id) => id.startsWith(PREFIXE)))) {
    const jeton = await jetonTenu(m, maintenant);
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
