import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Instant } from '#shared/temps/types';
import { jour, note } from '#shared/testing/constructeurs';
import { ecrireTout, supprimerLot } from '../../../store/ecrire';
import { deposerEtNoter, noterActes } from '../../../store/inventaire/actes';
import { lireIds, lirePlage, lireUn, sansRev } from '../../../store/lire';
import { type Banc, fichier, ligneUsager, ouvrirBanc, SERVICE } from '../../dossiers/testing/banc-import';
import { ecrireParametre } from '../../exploitation/parametres/parametres';
import { purger } from './purger';

// What is deleted for good, against what was received: a file is erased for want of what keeps it, which is not to be lost.

const SUD = baseAntenne('SUD');
const DU_JOUR = fichier('USAGERS', [ligneUsager('M1', { debut: '01/06/2023', fin: '01/02/2024' }), ligneUsager('M2')]);
let b: Banc;

beforeEach(async () => {
  b = await ouvrirBanc();
  // M1 was last in the files in the spring of 2024, and somebody wrote of them in 2025.
  const { 'USAGERS_20261001.csv': _, ...service } = SERVICE;
  await b.importer({ ...service, 'USAGERS_20240301.csv': DU_JOUR }, { a: '2024-03-01T06:00:00Z' });
  const usagers = await lirePlage<{ absentDepuis?: string; vuLe: string }>(b.magasin, SUD, {
    debut: 'usager:M1',
    fin: 'usager:M1;',
  });
  await ecrireTout(
    b.magasin,
    SUD,
    usagers.map((u) => ({ ...u, absentDepuis: '2024-04-01', changeLe: '2024-04-01T06:00:00Z' })),
  );
  const geste = note('N1', '2025-03-10' as never, { usagerId: 'M1' });
  expect(await deposerEtNoter(b.magasin, SUD, [{ ...geste, _id: 'note:2025-03-10:N1' }])).toHaveLength(1);
});
afterEach(() => b.fermer());

const purge = async (aBlanc = false, instant = '2026-11-25T03:00:00Z'): Promise<string> => {
  const r = await purger(
    {
      magasin: b.magasin,
      horloge: () => instant as Instant,
      dossier: join(b.dataDir, 'archive'),
      fichiers: {
        depot: join(b.dataDir, 'depot'),
        reserve: join(b.dataDir, 'envois'),
        relevesRepris: join(b.dataDir, 'releves-repris'),
      },
    },
    { auteur: 'essai', aBlanc },
  );
  if (!r.ok) return `${r.refus.code} ${r.refus.message}`.replace(/\s/g, ' ');
  return r.valeur.lignes.map((l) => `${l.nombre} ${l.genre}`).join(', ');
};

test.each<[string, string, string]>([
  ['note', SUD, 'Sud : 1 note reçue, 0 lue'],
  ['usager', SUD, 'Sud : 2 usagers reçus, 1 lus'],
  ['intervenant', SUD, 'Sud : 1 aide reçue, 0 lue'],
  ['financeur', BASE_CENTRALE, 'Tout le service : 2 financeurs reçus, 1 lus'],
])(
  '[CL-1, RE] a document that is gone, of the type %s: nothing is deleted, nor said to be, and the difference is named',
  async (type, base, phrase) => {
    const pris = await lirePlage<object>(b.magasin, base, { debut: `${type}:`, fin: `${type};`, limite: 1 });
    expect(await supprimerLot(b.magasin, base, pris)).toBe(1);
    const avant = await b.photographier();
    for (const aBlanc of [true, false]) {
      const dit = await purge(aBlanc);
      expect(dit).toContain(`INVENTAIRE L’inventaire ne tombe pas juste. ${phrase}. Rien n’a été effacé. Prévenez`);
    }
    expect(await b.photographier()).toEqual(avant);
    expect(await lireIds(b.magasin, BASE_CENTRALE, { debut: 'purge:', fin: 'purge;' })).toEqual([]);
    await ecrireTout(b.magasin, base, pris.map(sansRev));
    expect(await purge()).not.toContain('INVENTAIRE');
    expect(await lireUn(b.magasin, SUD, 'usager:M1')).toBeDefined();
  },
);

test('[CL-1, RE] what the clock has taken is asked of no later purge, nor what is older than it', async () => {
  const [ecrit] = await lirePlage<object>(b.magasin, SUD, { debut: 'note:', fin: 'note;' });
  const { _rev, ...geste } = ecrit ?? { _rev: '' };
  // Of the day before the limit of the files: no contact any more.
  const ancien = { ...geste, _id: 'note:2024-11-24:N0', id: 'N0', date: '2024-11-24' };
  await deposerEtNoter(b.magasin, SUD, [ancien]);
  await supprimerLot(b.magasin, SUD, await lirePlage<object>(b.magasin, SUD, { debut: 'note:2024', fin: 'note:2025' }));
  expect(await purge()).toBe('1 lignes des comptes rendus d’import, 1 reception');
  expect(await lireUn(b.magasin, SUD, 'usager:M1')).toBeDefined();
});

const garderDossiers = (mois: number, depuis: string) =>
  ecrireParametre(b.magasin, () => '2026-11-24T12:00:00Z' as Instant, {
    auteur: 'essai',
    cle: 'conservationDossiers',
    depuis: jour(depuis),
    valeur: String(mois),
  });

test('[CL-1, RE] acts erased with a file are noted no more: a longer clock set since asks the next purge for none of them', async () => {
  expect(await garderDossiers(12, '2026-11-25')).toMatchObject({ ok: true });
  expect(await purge()).toContain('1 note, 1 usager');
  expect(await lireUn<{ ids: string[] }>(b.magasin, SUD, 'inventaire:2025-03-10:saisies')).toMatchObject({ ids: [] });
  expect(await garderDossiers(36, '2026-11-26')).toMatchObject({ ok: true });
  expect(await purge(false, '2026-11-26T03:00:00Z')).not.toContain('INVENTAIRE');
});

test('[CL-1, RE] what a former purge left in the notes is not asked for, whatever the clock is since', async () => {
  const note2025 = await lirePlage<object>(b.magasin, SUD, { debut: 'note:', fin: 'note;' });
  expect(await garderDossiers(12, '2026-11-25')).toMatchObject({ ok: true });
  await purge();
  await ecrireTout(b.magasin, SUD, note2025.map(sansRev));
  await noterActes(b.magasin, SUD, ['note:2025-03-10:N1']);
  await supprimerLot(b.magasin, SUD, await lirePlage<object>(b.magasin, SUD, { debut: 'note:', fin: 'note;' }));
  expect(await garderDossiers(36, '2026-11-26')).toMatchObject({ ok: true });
  expect(await purge(false, '2026-11-26T03:00:00Z')).not.toContain('INVENTAIRE');
});

test('[CL-1, RE] an aide who is erased is missed by no count: the next purge goes through, and a file that names her again creates her', async () => {
  const lignes = ['I1;MME;AUBERT;Djeneba;SUD;;11111;01/01/2024;', 'I9;MME;LENOIR;Maud;SUD;;40718;01/01/2015;'];
  const avecElle = fichier('INTERVENANTS', lignes);
  await b.importer({ 'INTERVENANTS_20261002.csv': avecElle }, { a: '2026-10-02T06:00:00Z' });
  const [fiche] = await lirePlage<object>(b.magasin, SUD, { debut: 'intervenant:I9', fin: 'intervenant:I9;' });
  await ecrireTout(b.magasin, SUD, [{ ...fiche, absentDepuis: '2020-06-01' }]);
  expect(await purge()).toContain('1 intervenant');
  expect(await lireUn(b.magasin, SUD, 'intervenant:I9')).toBeUndefined();
  expect(await purge(false, '2026-11-26T03:00:00Z')).toBe('');
  const revenue = await b.importer({ 'INTERVENANTS_20261126.csv': avecElle }, { a: '2026-11-26T06:00:00Z' });
  expect(revenue.fichiers).toMatchObject([{ crees: 1, inchanges: 1 }]);
  expect(await purge(false, '2026-11-27T03:00:00Z')).toBe('');
});
