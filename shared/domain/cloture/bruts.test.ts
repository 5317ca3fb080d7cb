import { expect, it } from 'vitest';
import type { BrutFige, EtatFige } from '../../contrats/cloture/cloture';
import { agreger } from '../../etats/agreger';
import { rangerFige } from '../../pilotage/lignes';
import { paris } from '../../testing/constructeurs';
import { etatFige, MOIS } from '../../testing/releves';
import { direBrut } from './bruts';

const nuit: BrutFige = {
  interventionId: 'N',
  usagerId: 'U1',
  intervenantId: 'I1',
  arrivee: paris('2026-09-30 23:30'),
  idPointageArrivee: 'NA',
  depart: paris('2026-10-01 00:30'),
  idPointageDepart: 'ND',
  statut: 'COMPLETE',
  source: 'SVI',
};

it('[CL-3] a row of BRUT gives the side that no other month gives, and its status is by what it gives', () => {
  expect(direBrut(nuit)).toEqual(nuit);
  const { arrivee, idPointageArrivee, depart, idPointageDepart, ...reste } = nuit;
  expect(direBrut({ ...nuit, horsBrut: 'ARRIVEE' })).toEqual({
    ...reste,
    depart,
    idPointageDepart,
    statut: 'SANS_ARRIVEE',
    horsBrut: 'ARRIVEE',
  });
  expect(direBrut({ ...nuit, horsBrut: 'DEPART' })).toEqual({
    ...reste,
    arrivee,
    idPointageArrivee,
    statut: 'SANS_DEPART',
    horsBrut: 'DEPART',
  });
});

it('[RG] a departure that the month before closed without is of a visit of that month: the figures of this one leave it out', () => {
  const etat = etatFige();
  const avec: EtatFige = { ...etat, bruts: [{ ...nuit, horsBrut: 'ARRIVEE' }, ...etat.bruts] };
  const compter = (e: EtatFige) =>
    agreger({
      mois: MOIS,
      etats: [e],
      complements: [],
      plans: new Map(),
      usager: () => undefined,
      nomIntervenant: () => undefined,
      sansTelegestion: () => false,
      enCours: () => false,
    });
  expect(compter(avec)).toEqual(compter(etat));
  expect(rangerFige([avec])).toEqual(rangerFige([etat]));
});
