import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { type Checkpoint, COLLECTIONS, type Collection, type DocumentReplique } from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import { usager } from '#shared/testing/constructeurs';
import { horlogeSysteme } from '../../ports/horloge';
import { ecrireTout } from '../../store/ecrire';
import { lireUn, type Magasin } from '../../store/lire';
import { preparerBases } from '../../store/preparer-bases';
import { ouvrirMagasinEnMemoire } from '../testing/banc';
import { type DemandePage, tirerPage } from './tirer';

let magasin: Magasin;
let fermer: () => Promise<void>;
const debut = dateCivileSchema.parse('2026-09-01');
const ICI = { antenne: 'EST', jour: dateCivileSchema.parse('2026-10-14') } as const;

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await preparerBases(magasin, horlogeSysteme());
});
afterAll(() => fermer());

/** A PC that pulls: merges by id, keeps its checkpoint, counts what it receives. */
const creerPoste = (base: string, collection: Collection, limite: number, ou: Partial<DemandePage> = {}) => {
  const docs = new Map<string, DocumentReplique>();
  const recus = new Map<string, number>();
  let checkpoint: Checkpoint | undefined;
  const page = async (): Promise<boolean> => {
    const p = await tirerPage(magasin, { base, collection, checkpoint, limite, debut, ...ICI, ...ou });
    expect(p.documents.length).toBeLessThanOrEqual(limite);
    for (const d of p.documents) {
      expect(d).not.toHaveProperty('_rev');
      recus.set(d._id, (recus.get(d._id) ?? 0) + 1);
      if (d._deleted) docs.delete(d._id);
      else docs.set(d._id, d);
    }
    checkpoint = JSON.parse(JSON.stringify(p.checkpoint));
    return p.suite;
  };
  const toutTirer = async (): Promise<void> => {
    while (await page());
  };
  return { docs, recus, page, toutTirer };
};

type Geste = { id: string; quoi: 'ecrire' | 'effacer' | 'tirer' };
const jour = fc.constantFrom('2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01', '2026-11-02');
const id = fc
  .tuple(
    fc.constantFrom('correction', 'fiche', 'intervention', 'verdict', 'visite'),
    jour,
    fc.integer({ min: 0, max: 5 }),
  )
  .map(([t, j, n]) => `${t}:${j}:${n}`);
const gestes = fc.array(
  fc.record<Geste>({ id, quoi: fc.constantFrom('ecrire', 'ecrire', 'effacer', 'tirer', 'tirer') }),
  { maxLength: 40 },
);

test('checkpoints lose nothing and keep nothing gone, whatever is written while pages are pulled', {
  timeout: 120_000,
}, async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(gestes, fc.integer({ min: 1, max: 4 }), async (liste, limite) => {
      const base = `tg-essai-${++n}`;
      await magasin.creerBase(base);
      const reel = new Map<string, object>();
      const ecrire = async (i: string, corps: object | undefined): Promise<void> => {
        const ancien = await lireUn<object>(magasin, base, i);
        if (!corps && !ancien) return;
        await ecrireTout(magasin, base, [
          { _id: i, ...(ancien ? { _rev: ancien._rev } : {}), ...(corps ?? { _deleted: true }) },
        ]);
        if (corps) reel.set(i, corps);
        else reel.delete(i);
      };
      for (const [k, g] of liste.slice(0, 10).entries()) await ecrire(g.id, { type: 'x', k });
      const poste = creerPoste(base, 'saisies', limite);
      for (const [k, g] of liste.entries()) {
        if (g.quoi === 'tirer') await poste.page();
        else await ecrire(g.id, g.quoi === 'ecrire' ? { type: 'x', k: 100 + k } : undefined);
      }
      await poste.toutTirer();
      const attendu = [...reel].filter(([i]) => /^(correction|fiche):/.test(i) && i.slice(i.indexOf(':') + 1) >= debut);
      expect([...poste.docs].sort().map(([i, d]) => [i, d.k])).toEqual(
        attendu.sort().map(([i, d]) => [i, (d as { k: number }).k]),
      );
      expect([...poste.recus.keys()].every((i) => /^(correction|fiche):/.test(i))).toBe(true);
      await magasin.detruireBase(base);
    }),
    { numRuns: 25, seed: 20261125 },
  );
});

test('with no write meanwhile, each document comes exactly once, and the next pull is empty', async () => {
  const base = baseAntenne('SUD');
  const docs = Array.from({ length: 57 }, (_, i) => ({
    _id: `intervention:2026-10-${String((i % 28) + 1).padStart(2, '0')}:${i}`,
    type: 'intervention',
    i,
  }));
  await ecrireTout(magasin, base, [...docs, { _id: 'intervention:2026-08-31:vieille', type: 'intervention' }]);
  for (const limite of [1, 10, 57, 58]) {
    const poste = creerPoste(base, 'jours', limite);
    await poste.toutTirer();
    expect(poste.docs.size).toBe(57);
    // A change noted before the snapshot's end may be told again; here nothing changed.
    expect([...poste.recus.values()].every((n) => n === 1)).toBe(true);
    expect(await poste.page()).toBe(false);
  }
});

test('an old document that changes is not sent', async () => {
  const base = baseAntenne('EST');
  const poste = creerPoste(base, 'jours', 100);
  await poste.toutTirer();
  await ecrireTout(magasin, base, [
    { _id: 'intervention:2026-08-31:a', type: 'intervention' },
    { _id: 'intervention:2026-09-01:b', type: 'intervention' },
  ]);
  await poste.toutTirer();
  expect([...poste.docs.keys()]).toEqual(['intervention:2026-09-01:b']);
});

test('every collection sends its own types only', async () => {
  const base = baseAntenne('OUEST');
  const types = [
    'usager',
    'intervenant',
    'cloture',
    'intervention',
    'correction',
    'rattachement',
    'fiche',
    'prise',
    'acquittement',
    'absence',
    'sanstele',
    'note',
    'proforma',
    'signalement',
    'alerte',
    'verdict',
    'refus',
    'accuse',
    'visite',
    'attente',
    'appel',
    'proposition',
    'fige',
    'usagerx',
  ];
  await ecrireTout(
    magasin,
    base,
    types.map((t) => ({ _id: `${t}:2026-10-01:x`, type: t })),
  );
  for (const collection of Object.keys(COLLECTIONS) as Collection[]) {
    const poste = creerPoste(base, collection, 100);
    await poste.toutTirer();
    expect([...poste.docs.values()].map((d) => d.type)).toEqual([...COLLECTIONS[collection].prefixes]);
  }
});

test('of a closing, only that there is one travels', async () => {
  const base = baseAntenne('OUEST');
  const cloture = {
    _id: 'cloture:2026-10',
    type: 'cloture',
    mois: '2026-10',
    antenne: 'OUEST',
    numero: 1,
    auteur: 'x',
  };
  const lourd = { plafonds: { U1: { P1: 60 } }, parametres: {}, financeurs: [], empreinte: 'e' };
  await ecrireTout(magasin, base, [{ ...cloture, ...lourd, instant: '2026-11-05T08:00:00Z' }]);
  const poste = creerPoste(base, 'dossiers', 10);
  await poste.toutTirer();
  expect(poste.docs.get(cloture._id)).toEqual({ ...cloture, instant: '2026-11-05T08:00:00Z' });
});

test('[CL-1] an antenna that a usager has left receives its file without its code, at a first sync as at each change; its own and the next one have it', async () => {
  const [de, vers] = [baseAntenne('NORD_EST'), baseAntenne('NORD_OUEST')];
  const parti = usager('M1', {
    antennes: [
      { antenne: 'NORD_EST', depuis: DEPUIS_TOUJOURS },
      { antenne: 'NORD_OUEST', depuis: dateCivileSchema.parse('2026-10-15') },
    ],
    codeUsager: '482915',
  });
  for (const base of [de, vers])
    await ecrireTout(magasin, base, [parti, { _id: 'usager:ABIME', codeUsager: '482915' }]);
  const lire = async (poste: ReturnType<typeof creerPoste>) => {
    await poste.toutTirer();
    const { codeUsager, ...reste } = poste.docs.get('usager:M1') ?? { _id: 'aucun' };
    const { codeUsager: _, ...attendu } = parti;
    expect({ ...reste, telephones: [] }).toEqual(attendu);
    return codeUsager;
  };
  const [veille, jour] = ['2026-10-14', '2026-10-15'].map((j) => dateCivileSchema.parse(j));
  const poste = (base: string, antenne: 'NORD_EST' | 'NORD_OUEST', le: typeof veille) =>
    creerPoste(base, 'dossiers', 10, { antenne, ...(le ? { jour: le } : {}) });
  const [avant, apres] = [poste(de, 'NORD_EST', veille), poste(de, 'NORD_EST', jour)];
  const [futur, sien] = [poste(vers, 'NORD_OUEST', veille), poste(vers, 'NORD_OUEST', jour)];
  expect([await lire(avant), await lire(apres), await lire(futur), await lire(sien)]).toEqual([
    '482915',
    undefined,
    '482915',
    '482915',
  ]);
  // Of whom nothing says where it is, nobody is given the code.
  expect([apres, sien].map((p) => p.docs.get('usager:ABIME'))).toEqual([
    { _id: 'usager:ABIME' },
    { _id: 'usager:ABIME' },
  ]);
  for (const base of [de, vers]) {
    const la = await lireUn<object>(magasin, base, 'usager:M1');
    await ecrireTout(magasin, base, [{ ...la, codeUsager: '715204', telephones: ['+33199000001'] }]);
  }
  expect([await lire(apres), await lire(sien)]).toEqual([undefined, '715204']);
});

test('[CO-6] a checkpoint of what a restoration has replaced is answered from the start, and says so', async () => {
  const base = baseAntenne('CENTRE');
  await ecrireTout(magasin, base, [{ _id: 'fiche:2026-10-01:a' }]);
  const demande = { base, collection: 'saisies', limite: 10, debut, ...ICI } as const;
  const premiere = await tirerPage(magasin, { ...demande, checkpoint: undefined });
  expect(premiere.recommence).toBeUndefined();
  const memes = await tirerPage(magasin, { ...demande, checkpoint: premiere.checkpoint });
  expect([memes.documents, memes.recommence]).toEqual([[], undefined]);
  const autre = { ...premiere.checkpoint, histoire: 'AUTRE' };
  const reprise = await tirerPage(magasin, { ...demande, checkpoint: autre });
  expect(reprise.recommence).toBe(true);
  expect(reprise.documents.map((d) => d._id)).toEqual(['fiche:2026-10-01:a']);
  expect(reprise.checkpoint.histoire).toBe(premiere.checkpoint.histoire);
});
