import { beforeEach, expect, test } from 'vitest';
import type { LienPersonnel } from '#shared/contrats/acces/acces';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { LienPointer } from '#shared/contrats/pointages/pointer';
import { paris } from '#shared/testing/constructeurs';
import { creerCompteDEssai } from '../../http/testing/banc';
import { ecrireTout } from '../../store/ecrire';
import { magasinMemoire } from '../../store/memoire/memoire';
import { preparerBases } from '../../store/preparer-bases';
import { enRetard, type GrappeEnRetard } from '../../store/testing/en-retard';
import { plageType } from '../../store/types';
import { desactiverCompte } from './comptes';
import { revoirLiensDonnes } from './liens-donnes';

const MAINTENANT = paris('2026-11-25 08:10');
const horloge = () => MAINTENANT;
const commun = { antenne: 'EST', creePar: 'marie', creeLe: paris('2026-11-25 07:30') } as const;
const LIENS: (LienPersonnel | LienPointer)[] = [
  {
    ...commun,
    _id: 'acces-personnel:a',
    type: 'acces-personnel',
    genre: 'INTERVENANT',
    intervenantId: 'I1',
    expireLe: paris('2027-01-01 08:00'),
    echecs: 0,
  },
  {
    ...commun,
    _id: 'lien-pointer:b',
    type: 'lien-pointer',
    genre: 'USAGER',
    usagerId: 'U1',
    preuve: 'preuve',
    cle: 'cle',
    fautes: [],
  },
];
let g: GrappeEnRetard;

beforeEach(async () => {
  g = enRetard(magasinMemoire());
  await preparerBases(g.m, MAINTENANT);
  await creerCompteDEssai(g.m, 'marie', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(g.m, 'paul', 'GESTIONNAIRE', ['EST']);
  await ecrireTout(g.m, BASE_CENTRALE, [
    ...LIENS,
    ...LIENS.map((l) => ({ ...l, _id: `${l._id}-de-paul`, creePar: 'paul' })),
  ]);
});
const ouverts = async (): Promise<string[]> =>
  [
    ...(await plageType(g.m, 'acces-personnel', {})),
    ...(await plageType(g.m, 'lien-pointer', {})).filter((l) => l.retireLe === undefined),
  ].map((l) => l._id);
const DE_PAUL = LIENS.map((l) => `${l._id}-de-paul`);

test('an account is closed at once, and what a lagging copy did not show of its links is taken back once the copies agree', async () => {
  g.retarder((id) => /^(acces-personnel|lien-pointer):/.test(id));
  expect((await desactiverCompte(g.m, { horloge, auteur: 'essai' }, 'marie')).ok).toBe(true);
  expect(await revoirLiensDonnes(g.m, horloge)).toBe(0);
  g.calmer();
  expect(await ouverts()).toHaveLength(4);
  expect(await revoirLiensDonnes(g.m, horloge)).toBe(2);
  expect(await ouverts()).toEqual(DE_PAUL);
  expect(await revoirLiensDonnes(g.m, horloge)).toBe(0);
});

test('where the copies agree, closing an account takes them back itself', async () => {
  expect((await desactiverCompte(g.m, { horloge, auteur: 'essai' }, 'marie')).ok).toBe(true);
  expect(await ouverts()).toEqual(DE_PAUL);
});
