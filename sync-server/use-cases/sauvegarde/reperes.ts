import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type AccesMagasin, lireChangements } from '../../ports/documents';
import type { Fin } from './contenu';

// How far the transitions had come is said by sequences, which mean nothing in another store. What is saved is the little that
// they had still to treat: it is restored last, and they go on from before it. To treat the whole again would be to no effect,
// but takes long.

const ID = /^_local\/transition-(.+)-(sequences|memoire)$/;

export type ReperesLus = Map<string, { sequences: Record<string, string>; memoire: Record<string, string> }>;

/** To be read before any database is: what is saved is then at least as new. */
export const lireReperes = async (m: AccesMagasin): Promise<ReperesLus> => {
  const r = (await m.nano.request({ db: BASE_CENTRALE, path: '_local_docs', qs: { include_docs: true } })) as {
    rows: { id: string; doc?: { valeurs?: Record<string, string> } }[];
  };
  const lus: ReperesLus = new Map();
  for (const { id, doc } of r.rows) {
    const [, nom, part] = ID.exec(id) ?? [];
    if (nom === undefined || part === undefined) continue;
    const repere = lus.get(nom) ?? { sequences: {}, memoire: {} };
    repere[part as 'sequences' | 'memoire'] = doc?.valeurs ?? {};
    lus.set(nom, repere);
  }
  return lus;
};

/** Beyond so many, all is treated again. */
const RETARD_MAX = 2_000;

/** Asked after the database was read: what came since is counted as late, and treated again to no effect. */
const retardDe = async (m: AccesMagasin, base: string, sequence: string | undefined): Promise<string[] | undefined> => {
  if (sequence === undefined) return undefined;
  const page = await lireChangements(m, base, sequence, RETARD_MAX);
  return page.lignes.length < RETARD_MAX ? page.lignes.map((l) => l.id) : undefined;
};

export const resumerReperes = async (
  m: AccesMagasin,
  lus: ReperesLus,
  noms: readonly string[],
): Promise<Pick<Fin, 'reperes' | 'enRetard'>> => {
  const reperes: Fin['reperes'] = {};
  const enRetard = new Map<string, Set<string>>();
  for (const [nom, { sequences, memoire }] of lus) {
    const bases: string[] = [];
    for (const base of noms) {
      const ids = await retardDe(m, base, sequences[base]);
      if (!ids) continue;
      bases.push(base);
      enRetard.set(base, new Set([...(enRetard.get(base) ?? []), ...ids]));
    }
    reperes[nom] = { memoire, bases };
  }
  const listes = [...enRetard].filter(([, ids]) => ids.size > 0).map(([base, ids]) => [base, [...ids]]);
  return { reperes, enRetard: Object.fromEntries(listes) };
};

/** The checkpoints of the restored store: `sequences` is that of each database before what was late. */
export const poserReperes = async (
  m: AccesMagasin,
  reperes: Fin['reperes'],
  sequences: ReadonlyMap<string, string>,
): Promise<void> => {
  for (const [nom, { memoire, bases }] of Object.entries(reperes)) {
    const siennes = bases.flatMap((b): [string, string][] => {
      const seq = sequences.get(b);
      return seq === undefined ? [] : [[b, seq]];
    });
    const poser = (part: string, valeurs: Record<string, string>) =>
      m.nano.use(BASE_CENTRALE).insert({ valeurs } as object, `_local/transition-${nom}-${part}`);
    await poser('memoire', memoire);
    await poser('sequences', Object.fromEntries(siennes));
  }
};
