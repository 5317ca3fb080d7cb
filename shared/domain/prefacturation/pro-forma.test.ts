import { expect, test } from 'vitest';
import type { ProForma } from '../../contrats/financement/pro-forma';
import type { Mois } from '../../temps/types';
import { jour, paris } from '../../testing/constructeurs';
import { etatDuProForma, jugerProForma } from './pro-forma';

const EMPREINTE = 'a'.repeat(64);
const proForma = (plus: Partial<ProForma> = {}): ProForma => ({
  _id: 'proforma:2026-11-02:P1',
  id: 'P1',
  type: 'proforma',
  date: jour('2026-11-02'),
  antenne: 'EST',
  auteur: 'chef',
  instant: paris('2026-11-02 10:00'),
  poste: 'PC-01',
  mois: '2026-10' as Mois,
  decision: 'VALIDE',
  empreinte: EMPREINTE,
  ...plus,
});

const refus = proForma({ id: 'P2', decision: 'REFUSE', motif: 'Heures de Mme X', instant: paris('2026-11-02 11:00') });

test.each([
  ['nothing said: it waits', [], 'ATTENTE'],
  ['validated', [proForma()], 'VALIDE'],
  ['refused after it was validated', [refus, proForma()], 'REFUSE'],
  ['validated after all', [proForma({ id: 'P3', instant: paris('2026-11-02 12:00') }), refus], 'VALIDE'],
  ['at one instant, the larger id', [proForma({ id: 'P1', instant: refus.instant }), refus], 'REFUSE'],
  ['what names another closing says nothing', [proForma({ empreinte: 'b'.repeat(64) })], 'ATTENTE'],
] as const)('[CL-6] the latest word holds: %s', (_, connus, etat) => {
  expect(etatDuProForma(connus, EMPREINTE).etat).toBe(etat);
});

test('[CL-6] a month that is not closed waits, and a refusal says who, when and why', () => {
  expect(etatDuProForma([proForma()], undefined)).toEqual({ etat: 'ATTENTE' });
  expect(etatDuProForma([refus], EMPREINTE)).toEqual({
    etat: 'REFUSE',
    motif: 'Heures de Mme X',
    auteur: 'chef',
    instant: refus.instant,
  });
});

const cloture = { empreinte: EMPREINTE };
test.each([
  ['the right', proForma(), { peutCloturer: false, cloture }, 'ROLE'],
  ['the month closed', proForma(), { peutCloturer: true, cloture: undefined }, 'MOIS_OUVERT'],
  ['that closing', proForma({ empreinte: 'c'.repeat(64) }), { peutCloturer: true, cloture }, 'EMPREINTE'],
  ['a reason to refuse', proForma({ decision: 'REFUSE' }), { peutCloturer: true, cloture }, 'MOTIF'],
  ['nothing more', proForma(), { peutCloturer: true, cloture }, undefined],
  ['nothing more, refusing', refus, { peutCloturer: true, cloture }, undefined],
] as const)('[CL-6] a validation needs %s', (_, p, c, code) => {
  expect(jugerProForma(p, c)?.code).toBe(code);
});
