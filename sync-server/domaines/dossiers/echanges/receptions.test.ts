import { expect, test } from 'vitest';
import type { FichierRecu, Reception } from '#shared/contrats/dossiers/reception';
import { instantDe } from '#shared/temps/paris';
import { composerCourriel } from './courriel-reception';
import { sansValeurs } from './receptions';

const recu = (nom: string, plus: Partial<FichierRecu>): FichierRecu => ({
  nom,
  empreinte: 'e',
  etat: 'REFUSE',
  lus: 0,
  crees: 0,
  modifies: 0,
  inchanges: 0,
  absents: 0,
  nombreRefuses: 0,
  refuses: [],
  avertissements: [],
  ...plus,
});

test('who does not read all antennas is told of a file, not of the name that someone gave it, nor of what its rows say', () => {
  const lien = 'MARTIN Jeanne.pdf';
  const reception: Reception = {
    _id: 'reception:x',
    type: 'reception',
    instant: instantDe(0),
    auteur: 'x',
    origine: 'DEPOT',
    fichiers: [
      recu(lien, { refusFichier: { raison: `${lien} est un lien, et non un fichier.` } }),
      recu('USAGERS_20261101.csv', {
        refuses: [{ ligne: 3, colonne: 'nom', valeur: 'MARTIN', raison: 'ce nom est vide' }],
      }),
    ],
    ignores: ['lettre de Jeanne MARTIN.doc'],
  };
  const dite = sansValeurs(reception, ['EST']);
  expect(JSON.stringify(dite)).not.toContain('MARTIN');
  expect(dite.ignores).toEqual(['un fichier au nom inconnu']);
  expect(dite.fichiers.map((f) => f.nom)).toEqual(['un fichier au nom inconnu', 'USAGERS_20261101.csv']);
  expect(dite.fichiers[0]?.refusFichier?.raison).toBe('un fichier au nom inconnu est un lien, et non un fichier.');
});

test('[FI-10] a manager reads the numéro of their own antenna’s new versions, and no other', () => {
  const version = (valeur: string, antenne?: 'EST' | 'SUD') => ({
    ...{ ligne: 3, colonne: 'date_debut', valeur, raison: 'nouvelle version' },
    ...(antenne ? { antenne } : {}),
  });
  const reception: Reception = {
    ...{ _id: 'reception:x', type: 'reception', instant: instantDe(0), auteur: 'x', origine: 'DEPOT', ignores: [] },
    fichiers: [recu('USAGERS_20261101.csv', { versions: [version('P1', 'EST'), version('P2', 'SUD'), version('P3')] })],
  };
  const dites = sansValeurs(reception, ['EST']).fichiers[0]?.versions;
  expect(dites?.map((v) => [v.valeur, v.antenne])).toEqual([
    ['P1', undefined],
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

const sujet = (fichiers: FichierRecu[], plus: Partial<Reception> = {}) =>
  composerCourriel(
    {
      ...{ _id: 'reception:x', type: 'reception', instant: instantDe(0), auteur: 'x', origine: 'DEPOT', ignores: [] },
      ...plus,
      fichiers,
    },
    [],
    'https://extranet.exemple',
  ).sujet;

test('[formats] the subject of the mail does not say that all was taken where what stopped the import held files back', () => {
  const pris = recu('FINANCEURS.csv', { etat: 'IMPORTE', lus: 9 });
  expect(sujet([pris])).toContain('tout est pris');
  const refus = { code: 'GRAPPE_RECENTS', message: 'x' };
  expect(sujet([pris], { refus })).toMatch(/, prise arrêtée avant la fin$/);
  expect(sujet([pris, recu('PLANNING_202611.csv', {})], { refus })).toMatch(
    /, 1 fichier à voir, prise arrêtée avant la fin$/,
  );
});

test('[formats] the mail counts as to be seen a file in which many people are missing, and not one that lacks what leaves any day', () => {
  const pris = (absents: number, lus = 200) => ({ etat: 'IMPORTE', lus, absents }) as const;
  for (const nom of ['USAGERS_20261101.csv', 'INTERVENANTS_20261101.csv']) {
    expect(sujet([recu(nom, pris(3))])).toContain('1 fichier à voir');
    // One who leaves a small service, some plans that end in a large one.
    expect(sujet([recu(nom, pris(1, 9))])).toContain('tout est pris');
    expect(sujet([recu(nom, pris(12, 4_000))])).toContain('tout est pris');
  }
  for (const nom of ['PLANNING_202611.csv', 'FINANCEURS.csv'])
    expect(sujet([recu(nom, pris(100))])).toContain('tout est pris');
});
