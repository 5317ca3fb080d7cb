import { expect, it } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Saisie } from '#shared/contrats/saisie';
import { note as faireNote, jour, usager } from '#shared/testing/constructeurs';
import { type Brouillon, creerBrouillons } from '../../_donnees/depot/brouillons';
import { ETAT_VIDE, type EtatDepot } from '../../_donnees/depot/etat-depot';
import { direCommencees } from './saisies-commencees';

const date = jour('2026-10-12');
const visite = {
  id: 'I-9',
  date,
  usagerId: 'U1',
  visite: { id: 'P1' },
  arrivee: { id: 'T1' },
  ecartes: [],
  creations: [],
} as unknown as Intervention;
const etat: EtatDepot = {
  ...ETAT_VIDE,
  usagers: new Map([['U1', usager('U1', { nom: 'Dupont', prenom: 'Marie' })]]),
  jours: new Map([[date, [visite]]]),
  saisies: new Map<string, Saisie>([
    ['n', faireNote('N1', date, { objet: { genre: 'VISITE', id: 'P1' }, usagerId: 'U1' })],
    ['a', { _id: 'a', type: 'absence', id: 'A1', usagerId: 'U1', du: jour('2026-10-14') } as unknown as Absence],
  ]),
};

const dites = (lieux: Record<string, Brouillon>, ailleurs = 0): string[] => {
  const b = creerBrouillons();
  for (const [lieu, tape] of Object.entries(lieux)) b.garder(lieu, { x: 1, ...tape });
  return direCommencees(b, ailleurs, etat, jour('2026-11-25')).map(({ dite }) => dite.replaceAll('\u00a0', ' '));
};

it.each([
  ['corriger P1', 'une correction : DUPONT Marie, 12 oct.'],
  // As it was named before its plan came.
  ['corriger T1', 'une correction : DUPONT Marie, 12 oct.'],
  ['corriger inconnue', 'une correction'],
  ['retablir P1', 'un rétablissement de visite : DUPONT Marie, 12 oct.'],
  ['fiche P1', 'une fiche papier : DUPONT Marie, 12 oct.'],
  ['fiche P1 refusée 0-1', 'une fiche papier : DUPONT Marie, 12 oct.'],
  ['fiche libre 2026-10-12 I1', 'une fiche papier : I1, 12 oct.'],
  ['lot DEPART P1 P2 P3', 'une correction en lot : 3 visites'],
  ['note {"genre":"VISITE","id":"P1"}', 'une note : DUPONT Marie, 12 oct.'],
  ['note {"genre":"USAGER","id":"U1"}', 'une note : DUPONT Marie'],
  ['réponse N1', 'une réponse à une aide : DUPONT Marie, 12 oct.'],
  ['réponse inconnue', 'une réponse à une aide'],
  ['absence A1', 'une absence : DUPONT Marie, 14 oct.'],
  ['absence U1', 'une absence : DUPONT Marie'],
  ['absence nouvelle', 'une absence'],
  ['sans télégestion U1 fin', 'une marque « sans télégestion » : DUPONT Marie'],
  ['numéro DETACHER U1 +33199000001', 'un geste sur un numéro : DUPONT Marie, 01 99 00 00 01'],
  ['incident', 'un signalement d’incident'],
  ['clôture EST 2026-10', 'un motif de clôture : antenne Est, octobre 2026'],
  ['ce que personne ne connaît', 'une saisie'],
])('[CO-6] ce qui est commencé se dit par son genre et sa place : %s', (lieu, dite) => {
  expect(dites({ [lieu]: {} })).toEqual([dite]);
});

it('[CO-6] une visite, une absence nouvelles disent l’usager déjà choisi', () => {
  expect(dites({ 'nouvelle visite': { usagerId: 'U1' }, 'absence nouvelle': { usagerId: 'U1' } })).toEqual([
    'une nouvelle visite : DUPONT Marie',
    'une absence : DUPONT Marie',
  ]);
});

it('[CO-6] quelques-unes sont nommées, les autres et celles d’ailleurs comptées', () => {
  const lieux = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`corriger V${i}`, {}]));
  expect(dites(lieux(5))).toHaveLength(5);
  expect(dites(lieux(6), 2).slice(4)).toEqual(['et 2 autres', '2 hors de l’antenne à l’écran']);
});
