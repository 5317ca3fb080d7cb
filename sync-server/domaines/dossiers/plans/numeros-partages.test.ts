import { afterAll, beforeAll, expect, it } from 'vitest';
import { lireUsagers } from '../../../store/lectures/connus';
import { type Banc, fichier, ligneUsager, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';

const SIENS = [ligneUsager('M1'), ligneUsager('M2', { antenne: 'EST' })];
let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
});
afterAll(() => b.fermer());

it('un numéro de prise en charge donné à deux usagers : chacun le lit, et celui qui l’avait ne le perd pas', async () => {
  await b.importer({
    ...SERVICE,
    'USAGERS_20261001.csv': fichier('USAGERS', [...SIENS, ligneUsager('M12', { pec: 'PE' })]),
  });
  const nom = 'USAGERS_20261002.csv';
  const texte = fichier('USAGERS', [
    ...SIENS,
    // PE is M12's since yesterday.
    ligneUsager('M15', { pec: 'PE' }),
    ligneUsager('M12', { pec: 'PE' }),
    ligneUsager('M16', { pec: 'PF' }),
    ligneUsager('M17', { pec: 'PF' }),
    ligneUsager('M17', { pec: 'PG' }),
    // Twice for one: not another's.
    ligneUsager('M18', { pec: 'PH' }),
    ligneUsager('M18', { pec: 'PH' }),
  ]);
  const f = rapportDe(await b.importer({ [nom]: texte }, { confirmer: true }), nom);
  const remede = 'un numéro n’a qu’un usager. Corrigez dans Millésime, puis importez à nouveau';
  expect(f.refuses.map((x) => [x.ligne, x.colonne, x.valeur, x.raison])).toEqual([
    [4, 'numero_pec', 'PE', `connu pour l’usager de la ligne 5, à qui elle le donne aussi : ${remede}`],
    [5, 'numero_pec', 'PE', `déjà donné à l’usager de la ligne 4 : ${remede}`],
    [7, 'numero_pec', 'PF', `déjà donné à l’usager de la ligne 6 : ${remede}`],
    [8, 'id_millesime', 'M17', 'refusée avec la ligne 7 du même usager'],
    [9, 'id_millesime', 'M18', 'refusée avec la ligne 10 du même usager'],
    [10, 'numero_pec', 'PH', 'clé en double : déjà donnée à la ligne 9'],
  ]);
  expect(f.avertissements.map((a) => [a.ligne, a.valeur, a.raison])).toEqual([
    [6, 'PF', 'donné aussi à l’usager de la ligne 7, qui n’est pas pris : vérifiez à qui il est'],
  ]);
  const connus = await lireUsagers(b.magasin);
  expect(['M15', 'M17', 'M18'].filter((id) => connus.has(id))).toEqual([]);
  expect(connus.get('M12')?.doc.prisesEnCharge.map((p) => [p.numero, p.absenteDepuis])).toEqual([['PE', undefined]]);
  expect(connus.get('M16')?.doc.prisesEnCharge.map((p) => p.numero)).toEqual(['PF']);
});

it('l’une des deux lignes refusée pour autre chose : le partage est vu, et seul celui qui avait le numéro le garde', async () => {
  const nom = 'USAGERS_20261003.csv';
  const datee = (id: string, pec: string): string => ligneUsager(id, { pec }).replace('24/01/1933', '1933');
  const texte = fichier('USAGERS', [
    ...SIENS,
    ligneUsager('M12', { pec: 'PE' }),
    // The first cannot be read: the numéro is not for the second without a word.
    datee('M20', 'PI'),
    ligneUsager('M21', { pec: 'PI' }),
    // Nor is the first taken without one where the second cannot be read.
    ligneUsager('M22', { pec: 'PJ' }),
    datee('M23', 'PJ'),
    // PF is M16's: it keeps it, whoever came first.
    datee('M24', 'PF'),
    ligneUsager('M16', { pec: 'PF' }),
  ]);
  const f = rapportDe(await b.importer({ [nom]: texte }, { confirmer: true }), nom);
  expect(f.refuses.map((x) => [x.ligne, x.colonne, x.raison.replace(/ : un numéro n’a.*/, '')])).toEqual([
    [5, 'date_naissance', expect.stringContaining('JJ/MM/AAAA')],
    [6, 'numero_pec', 'déjà donné à l’usager de la ligne 5'],
    [8, 'date_naissance', expect.stringContaining('JJ/MM/AAAA')],
    [9, 'date_naissance', expect.stringContaining('JJ/MM/AAAA')],
  ]);
  expect(f.avertissements.map((a) => [a.ligne, a.valeur, a.raison.replace(/, qui n’est.*/, '')])).toEqual([
    [7, 'PJ', 'donné aussi à l’usager de la ligne 8'],
    [10, 'PF', 'donné aussi à l’usager de la ligne 9'],
  ]);
  const connus = await lireUsagers(b.magasin);
  expect(['M20', 'M21', 'M23', 'M24'].filter((id) => connus.has(id))).toEqual([]);
  expect(connus.get('M16')?.doc.prisesEnCharge.map((p) => [p.numero, p.absenteDepuis])).toEqual([['PF', undefined]]);
});
