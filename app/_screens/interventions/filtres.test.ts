import { expect, it } from 'vitest';
import type { Ligne } from '../../_data/lignes';
import { AFFINAGES, affiner, FILTRES, phraseVide } from './filtres';

const ligne = (id: string, statut: string, usagerId: string, motif?: string, anomalies: string[] = []): Ligne =>
  ({
    id,
    statut,
    usager: `Nom ${usagerId}`,
    intervenant: 'Aide',
    motif: motif ? `Motif ${motif}` : '',
    retenue: { usagerId, intervenantId: 'I', motif, intervention: { anomalies } },
  }) as unknown as Ligne;
const lignes = [
  ligne('1', 'SANS_DEPART', 'U2'),
  ligne('2', 'CORRIGEE', 'U1', 'URGENCE', ['REMPLACEMENT']),
  ligne('3', 'SANS_DEPART', 'U1', undefined, ['REMPLACEMENT']),
];

it('une période sans aucune visite le dit, quel que soit le filtre', () => {
  expect(phraseVide('a-traiter', 0)).toMatch(/^Aucune visite sur cette période\./);
  expect(phraseVide('corrigees', 0)).toMatch(/^Aucune visite sur cette période\./);
  expect(phraseVide('a-traiter', 3)).toMatch(/^Rien à traiter/);
});
it('une liste que les filtres ont vidée dit combien de visites ils cachent', () => {
  expect(phraseVide('a-traiter', 9, 4)).toMatch(/4\svisites sont cachées/);
});
it('les filtres s’ajoutent', () => {
  const ids = (a: Parameters<typeof affiner>[1]) => affiner(lignes, a).map((l) => l.id);
  expect(ids({})).toEqual(['1', '2', '3']);
  expect(ids({ statut: 'SANS_DEPART' })).toEqual(['1', '3']);
  expect(ids({ statut: 'SANS_DEPART', anomalie: 'REMPLACEMENT' })).toEqual(['3']);
  expect(ids({ usager: 'U1', motif: 'URGENCE' })).toEqual(['2']);
  expect(ids({ aide: 'inconnue' })).toEqual([]);
});
it('ne propose que ce que la période contient, en mots, par ordre', () => {
  expect(AFFINAGES.statut.choix(lignes).map((c) => c.mot)).toEqual(['Corrigée', 'Sans départ']);
  expect(AFFINAGES.usager.choix(lignes)).toEqual([
    { valeur: 'U1', mot: 'Nom U1' },
    { valeur: 'U2', mot: 'Nom U2' },
  ]);
  expect(AFFINAGES.motif.choix(lignes)).toEqual([{ valeur: 'URGENCE', mot: 'Motif URGENCE' }]);
  expect(AFFINAGES.anomalie.choix(lignes)).toHaveLength(1);
});

it('« Prises par moi » dépend de qui regarde, « Prises » non ; l’adresse peut nommer un collègue', () => {
  const de = (id: string, qui?: string) => ({
    ...ligne(id, 'SANS_DEPART', 'U1'),
    prise: qui ? { qui, nom: `Nom ${qui}` } : undefined,
  });
  const ls = [de('1', 'anne'), de('2', 'bea'), de('3')] as unknown as Ligne[];
  const passent = (f: keyof typeof FILTRES, moi: string) => ls.filter((l) => FILTRES[f].passe(l, moi)).map((l) => l.id);
  expect(passent('a-moi', 'anne')).toEqual(['1']);
  expect(passent('a-moi', 'cleo')).toEqual([]);
  expect(passent('prises', 'cleo')).toEqual(['1', '2']);
  expect(affiner(ls, { prise: 'bea' }).map((l) => l.id)).toEqual(['2']);
  expect(AFFINAGES.prise.choix(ls).map((c) => c.mot)).toEqual(['Nom anne', 'Nom bea']);
});
