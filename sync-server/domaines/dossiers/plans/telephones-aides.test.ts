import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireIntervenants } from '../../../store/lectures/connus';
import { type Banc, csv, fichier, ligneUsager, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';

// The number of an aide: a fault in it costs her neither her row nor the number that she had.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());

const ENTETE = 'id_intervenant;civilite;nom;prenom;antenne;adresse_antenne;code_svi;telephone;date_debut;date_fin';
const ligne = (id: string, telephone: string, nom = 'AUBERT'): string =>
  `${id};MME;${nom};Djeneba;SUD;;;${telephone};01/01/2024;`;
const prendre = async (jour: string, lignes: readonly string[]) => {
  const nom = `INTERVENANTS_202610${jour}.csv`;
  return rapportDe(await b.importer({ [nom]: csv(ENTETE, lignes) }), nom);
};
const telephones = async (): Promise<(string | undefined)[]> => {
  const connus = await lireIntervenants(b.magasin);
  return ['I1', 'I2'].map((id) => connus.get(id)?.doc.telephone);
};

test('[AL-5] a number in any French spelling is kept; the same file again changes nothing', async () => {
  const lignes = [ligne('I1', '06 39 98 00 11'), ligne('I2', '')];
  expect(await prendre('02', lignes)).toMatchObject({ refuses: [], avertissements: [] });
  expect(await telephones()).toEqual(['+33639980011', undefined]);
  expect(await prendre('03', lignes)).toMatchObject({ inchanges: 2 });
});

test('one that cannot be read is a sentence: the row is taken, and the number that she had stays', async () => {
  const f = await prendre('04', [ligne('I1', '06 39', 'DUPONT'), ligne('I2', 'aucun')]);
  expect(f.refuses).toEqual([]);
  expect(f.avertissements.map((a) => [a.ligne, a.colonne])).toEqual([
    [2, 'telephone'],
    [3, 'telephone'],
  ]);
  for (const a of f.avertissements)
    expect(a.raison).toMatch(/numéro de téléphone attendu.*le reste de la ligne est pris/);
  expect((await lireIntervenants(b.magasin)).get('I1')?.doc.nom).toBe('DUPONT');
  expect(await telephones()).toEqual(['+33639980011', undefined]);
});

test('[PT-8] a usager’s number is refused with a sentence, which does not say it, and the row is taken', async () => {
  const f = await prendre('05', [ligne('I1', '01 99 00 49 64'), ligne('I2', '06 39 98 00 12')]);
  expect(f.refuses).toEqual([]);
  expect(f.avertissements).toEqual([
    { ligne: 2, colonne: 'telephone', raison: expect.stringMatching(/^numéro d’un usager/) },
  ]);
  expect(await telephones()).toEqual([undefined, '+33639980012']);
});

test('[PT-8] a usager who comes with the number of an aide is taken, and the report says that it is an aide’s, not whose', async () => {
  const nom = 'USAGERS_20261006.csv';
  const texte = fichier('USAGERS', [ligneUsager('M1', { telephones: '06 39 98 00 12' }), ligneUsager('M2')]);
  const f = rapportDe(await b.importer({ [nom]: texte }, { confirmer: true }), nom);
  expect(f.refuses).toEqual([]);
  expect(f.avertissements.map((a) => [a.ligne, a.colonne, a.raison.split(' :')[0]])).toEqual([
    [2, 'telephones', 'un des numéros est celui d’une aide'],
  ]);
  await prendre('07', [ligne('I1', ''), ligne('I2', '06 39 98 00 12')]);
  expect(await telephones()).toEqual([undefined, undefined]);
});
