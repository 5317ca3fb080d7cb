import { BASE_CENTRALE } from '#shared/contrats/ids';
import { type AccesMagasin, lireChangements } from '../../ports/documents';
import type { Fin } from './contenu';

// How far the transitions had come is said by sequences, which mean nothing in another store. What is saved is whether all had
// been treated; where it had, what is restored need not be treated again (it would be to no effect, but takes long).

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

/** Asked after the database was read: what came since makes it say no, and the work is then done again, to no effect. */
const estAJour = async (m: AccesMagasin, base: string, sequence: string | undefined): Promise<boolean> =>
  sequence !== undefined && (await lireChangements(m, base, sequence, 1)).lignes.length === 0;

export const resumerReperes = async (
  m: AccesMagasin,
  lus: ReperesLus,
  bases: readonly string[],
): Promise<Fin['reperes']> => {
  const resume: Fin['reperes'] = {};
  for (const [nom, { sequences, memoire }] of lus) {
    const aJour: string[] = [];
    for (const base of bases) if (await estAJour(m, base, sequences[base])) aJour.push(base);
    resume[nom] = { memoire, aJour };
  }
  return resume;
};

/** The checkpoints as they are in the restored store: at its end where all had been treated, at its beginning elsewhere. */
export const poserReperes = async (
  m: AccesMagasin,
  reperes: Fin['reperes'],
  sequences: ReadonlyMap<string, string>,
): Promise<void> => {
  for (const [nom, { memoire, aJour }] of Object.entries(reperes)) {
    const siennes = aJour.flatMap((b): [string, string][] => {
      const seq = sequences.get(b);
      return seq === undefined ? [] : [[b, seq]];
    });
    const poser = (part: string, valeurs: Record<string, string>) =>
      m.nano.use(BASE_CENTRALE).insert({ valeurs } as object, `_local/transition-${nom}-${part}`);
    await poser('memoire', memoire);
    await poser('sequences', Object.fromEntries(siennes));
  }
};
