import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Compte } from '#shared/contrats/acces/compte';
import type { SelectionEtat } from '#shared/contrats/chiffres/selection-etat';
import type { Resultat } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte, idSelectionEtat } from '#shared/contrats/ids';
import type { DemandeEtat, TableauEtat } from '#shared/etats/contrat';
import type { Instant } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import { ecrireLot, lireUn } from '../../../ports/documents';
import { preparerBases } from '../../../store/preparer-bases';
import { envoyerEtats } from './programmer';

let essai: Awaited<ReturnType<typeof ouvrirMagasinEnMemoire>>;
beforeAll(async () => {
  essai = await ouvrirMagasinEnMemoire();
  await preparerBases(essai.magasin, paris('2026-12-01 06:10'));
  await ecrireLot(essai.magasin, BASE_CENTRALE, [compte('est', true), compte('parti', false)]);
});
afterAll(() => essai.fermer());

const compte = (identifiant: string, actif: boolean): Compte => ({
  ...{ _id: idCompte(identifiant), type: 'compte', identifiant, nom: identifiant, role: 'GESTIONNAIRE' },
  ...{
    responsable: false,
    antennes: ['EST'],
    courriel: `${identifiant}@paris.test`,
    empreinte: '',
    partCle: '',
    actif,
  },
  creeLe: '2026-01-01T00:00:00Z' as Instant,
});
const selection = (identifiant: string, id: string, etat: string): SelectionEtat => ({
  ...{ _id: idSelectionEtat(identifiant, id), type: 'selection-etat', id, identifiant, nom: id, rythme: 'MOIS' },
  ...{ demande: { etat, antenne: 'EST' }, periode: { glissante: 'MOIS_PASSE' }, creeLe: paris('2026-11-02 08:00') },
  programmeLe: paris('2026-11-02 08:00'),
});

const tableau = ({ etat, du, au }: DemandeEtat): Resultat<TableauEtat> => ({
  ok: true,
  valeur: {
    ...{ etat, titre: etat, sousTitre: '', periode: { du, au }, antenne: 'EST' },
    ...{ colonnes: [], lignes: [], totaux: {}, avertissements: [] },
  },
});
let partis: string[];
beforeEach(() => {
  partis = [];
});
const passer = () =>
  envoyerEtats({
    magasin: essai.magasin,
    horloge: () => paris('2026-12-01 06:10'),
    extranet: () => 'https://extranet.test',
    courrier: {
      envoyer: async (c) => {
        partis.push(c.a.join());
        return { ok: true, valeur: { id: `courriel:${c.cle}` } };
      },
    },
    calculer: async (d) => {
      if (d.etat === 'absences') throw new Error('base injoignable');
      return tableau(d);
    },
  });

test('a state that fails keeps none of the others from leaving; the pass fails, and the next one tries it alone', async () => {
  const docs = [selection('est', 'A', 'absences'), selection('est', 'B', 'taux-correction')];
  await ecrireLot(essai.magasin, BASE_CENTRALE, docs);
  await expect(passer()).rejects.toThrow('base injoignable');
  expect(partis).toEqual(['est@paris.test']);
  await expect(passer()).rejects.toThrow('base injoignable');
  expect(partis).toEqual(['est@paris.test']);
  const a = await lireUn<SelectionEtat>(essai.magasin, BASE_CENTRALE, idSelectionEtat('est', 'A'));
  await ecrireLot(essai.magasin, BASE_CENTRALE, [{ ...a, _deleted: true }]);
});

test('what keeps a state from leaving is said once, not written again at each pass', async () => {
  await ecrireLot(essai.magasin, BASE_CENTRALE, [selection('parti', 'C', 'taux-correction')]);
  const lire = () => lireUn<SelectionEtat>(essai.magasin, BASE_CENTRALE, idSelectionEtat('parti', 'C'));
  expect(await passer()).toBe(0);
  const dit = await lire();
  expect(dit?.empeche).toMatchObject({ code: 'DROIT', du: '2026-12-01' });
  expect(await passer()).toBe(0);
  expect((await lire())?._rev).toBe(dit?._rev);
});
