import { expect, it } from 'vitest';
import { colleguesDe, initiales, nomAuteur, nomCourt, parAuteur } from './auteurs';

it('dit le nom du compte, et l’identifiant de qui n’en a pas', () => {
  const auteurs = { marie: 'Marie Martin' };
  expect(['marie', 'REPRISE', 'constructor'].map((a) => nomAuteur({ auteurs }, a))).toEqual([
    'Marie Martin',
    'REPRISE',
    'constructor',
  ]);
});

it('qui a agi par une commande est dit en français', () => {
  expect(nomAuteur({ auteurs: {} }, 'CLI:root')).toBe('en ligne de commande (root)');
  expect(['CLI:root', 'en ligne de commande (root)', 'Marie Martin'].map(parAuteur)).toEqual([
    'en ligne de commande (root)',
    'en ligne de commande (root)',
    'par Marie Martin',
  ]);
});

it('le nom court garde le prénom et une initiale', () => {
  expect(['Anne Durand', 'Jean-Luc de La Tour', 'marie', '  '].map(nomCourt)).toEqual([
    'Anne D.',
    'Jean-Luc T.',
    'marie',
    '',
  ]);
});

it('les initiales sont celles du premier et du dernier mot', () => {
  expect(['Anne Durand', 'Jean-Luc de La Tour', 'marie', ''].map(initiales)).toEqual(['AD', 'JT', 'M', '']);
});

it('on confie à un collègue de l’antenne, par son nom, jamais à soi', () => {
  const etat = {
    auteurs: { anne: 'Anne Durand', zoe: 'Zoé Alard', siege: 'Éloi Marc', lea: 'Léa Roy' },
    collegues: { EST: ['anne', 'siege', 'zoe', 'nouvelle'], SUD: ['lea'] },
  };
  expect(colleguesDe(etat, 'EST', 'anne').map((c) => c.nom)).toEqual(['Éloi Marc', 'nouvelle', 'Zoé Alard']);
  expect(colleguesDe(etat, 'OUEST', 'anne')).toEqual([]);
});
