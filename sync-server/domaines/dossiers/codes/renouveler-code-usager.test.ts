import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, idUsager } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { paris } from '#shared/testing/constructeurs';
import { lirePlage, lireUn } from '../../../store/lire';
import { avecVerrou } from '../../../store/verrou';
import { lireAudit } from '../../audit/lire';
import { type Banc, fichier, ligneUsager, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { empreinteCode } from './codes-donnes';
import { renouvelerCodeUsager } from './renouveler-code-usager';

let b: Banc;
const USAGERS = ['M1', 'M12', 'M80'];
const MAINTENANT = paris('2026-11-06 10:00');
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({
    ...SERVICE,
    'USAGERS_20261001.csv': fichier(
      'USAGERS',
      USAGERS.map((id) => ligneUsager(id)),
    ),
  });
});
afterAll(() => b.fermer());

const renouveler = (
  usagerId: string,
  o: { antennes?: readonly Antenne[]; tirages?: number[]; quand?: typeof MAINTENANT } = {},
) => {
  const tirages = o.tirages ?? [417_283];
  let n = 0;
  return renouvelerCodeUsager(
    { magasin: b.magasin, horloge: () => o.quand ?? MAINTENANT, hasard: () => tirages[n++ % tirages.length] ?? 0 },
    { usagerId, antennes: o.antennes ?? codesAntennes(), auteur: 'gestion01' },
  );
};
const copies = async (id: string) => {
  const lues = await Promise.all(codesAntennes().map((a) => lireUn<Usager>(b.magasin, baseAntenne(a), idUsager(id))));
  return lues.flatMap((u) => (u ? [[u.codeUsager, u.changeLe]] : []));
};
const codeDe = async (id: string): Promise<string> => (await copies(id))[0]?.[0] ?? '';
const valeur = async (r: ReturnType<typeof renouveler>): Promise<string> => {
  const x = await r;
  return x.ok ? x.valeur.codeUsager : x.refus.code;
};

test('un nouveau code, dans toutes les copies à la fois, daté pour que le SVI retienne le dernier', async () => {
  const importer = (jour: string, antenne: string) =>
    b.importer(
      {
        [`USAGERS_202610${jour}.csv`]: fichier('USAGERS', [
          ligneUsager('M1', { antenne }),
          ...['M12', 'M80'].map((id) => ligneUsager(id)),
        ]),
      },
      { confirmer: true },
    );
  await importer('20', 'EST');
  const ancien = await codeDe('M1');
  const nouveau = await valeur(renouveler('M1'));
  expect(nouveau).toBe('517283');
  expect(nouveau).not.toBe(ancien);
  expect(await copies('M1')).toEqual([
    [nouveau, MAINTENANT],
    [nouveau, MAINTENANT],
  ]);
  // A later import keeps it, whether the record changes or not.
  await importer('21', 'EST');
  await importer('22', 'SUD');
  expect((await copies('M1')).map(([c]) => c)).toEqual([nouveau, nouveau]);
});

test('ni le code d’un autre, ni un ancien de quiconque, ni un code facile : le suivant du tirage', async () => {
  const m12 = await codeDe('M12');
  const suivant = (c: string) => String(Number(c) + 1);
  const premier = await valeur(renouveler('M80', { tirages: [Number(m12) - 100_000] }));
  expect(Number(premier)).toBeGreaterThan(Number(m12));
  const second = await valeur(renouveler('M80', { tirages: [Number(premier) - 100_000] }));
  expect(second).toBe(suivant(premier));
  expect(await valeur(renouveler('M12', { tirages: [Number(premier) - 100_000] }))).toBe(suivant(second));
  expect(await valeur(renouveler('M12', { tirages: [11_111] }))).toBe('111112');
  // An import does not give a former one either.
  await b.importer(
    {
      'USAGERS_20261030.csv': fichier(
        'USAGERS',
        ['M1', 'M12', 'M80', 'M81'].map((id) => ligneUsager(id)),
      ),
    },
    { confirmer: true, hasard: () => Number(premier) - 100_000 },
  );
  expect([premier, second]).not.toContain(await codeDe('M81'));
});

test('des anciens codes ne reste qu’une empreinte ; l’acte est au journal, sans le code', async () => {
  const ancien = await codeDe('M12');
  const nouveau = await valeur(renouveler('M12', { tirages: [300_001] }));
  const traces = await lirePlage<object>(b.magasin, BASE_CENTRALE, { debut: '', fin: '\uffff' });
  expect(traces.map((d) => d._id)).toContain(`ancien-code:${empreinteCode(ancien)}`);
  expect(JSON.stringify(traces)).not.toContain(ancien);
  expect(JSON.stringify(traces)).not.toContain(nouveau);
  const { entrees } = await lireAudit(b.magasin, { action: 'CODE_USAGER' });
  expect(entrees[0]).toMatchObject({ auteur: 'gestion01', objet: 'M12' });
});

test('refusé pour l’usager d’une autre antenne comme pour un inconnu, avec les mêmes mots', async () => {
  const avant = await copies('M12');
  const refus = await renouveler('M12', { antennes: ['OUEST'] });
  expect(refus).toMatchObject({ ok: false, refus: { code: 'USAGER_AUTRE_ANTENNE' } });
  expect(await renouveler('INCONNU')).toEqual(refus);
  expect(await copies('M12')).toEqual(avant);
});

test('pas pendant un import ou une clôture : la phrase dit d’attendre', async () => {
  const r = await avecVerrou(
    b.magasin,
    () => MAINTENANT,
    () => renouveler('M12'),
  );
  expect(r).toMatchObject({ ok: false, refus: { code: 'ECRITURE_EN_COURS' } });
});
