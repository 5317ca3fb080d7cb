import { expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { DefinitionEtat } from '#shared/etats/contrat';
import { jour } from '#shared/testing/constructeurs';
import { adresseDe, antennesPossibles, contexteDe, demandeDe } from './adresse';

const DEFINITION: DefinitionEtat = {
  id: 'heures-usagers',
  titre: 'Heures',
  description: '',
  periodes: ['mois', 'annee'],
  parametres: [
    { cle: 'vue', titre: 'Présentation', obligatoire: false },
    { cle: 'usager', titre: 'Usager', obligatoire: false },
  ],
  colonnes: [],
};
const lire = (q: string, d: Partial<DefinitionEtat> = {}) =>
  demandeDe(
    new URLSearchParams(q),
    { ...DEFINITION, ...d },
    {
      antenne: 'EST',
      aujourdhui: jour('2026-11-25'),
      permises: ['EST', 'SUD'],
    },
  );
const OCTOBRE = { etat: 'heures-usagers', antenne: 'EST', du: '2026-10-01', au: '2026-10-31' };

test('without a word, the state is asked for the antenna of the top bar and the last whole month', () => {
  expect(lire('etat=heures-usagers')).toEqual(OCTOBRE);
  expect(lire('', { periodes: ['semaine'] })).toMatchObject({ du: '2026-11-23', au: '2026-11-29' });
});

test('an address is read back as it was written, a parameter without a period too', () => {
  expect(lire('vue=visite&usager=M1')).toEqual({ ...OCTOBRE, vue: 'visite', usager: 'M1' });
  const demande = lire('antenne=SUD&du=2026-01-01&au=2026-12-31&vue=visite');
  expect(demande).toMatchObject({ antenne: 'SUD', du: '2026-01-01', au: '2026-12-31', vue: 'visite' });
  expect(lire(adresseDe('/etats/', demande, 'une:cle').split('?')[1] ?? '')).toEqual(demande);
});

test('what the address says wrong falls back on what is proposed; another antenna is not asked for', () => {
  for (const q of [
    'du=hier&au=2026-10-31',
    'du=2026-02-30&au=2026-03-01',
    'antenne=CENTRE',
    'antenne=TOUTES',
    'usager=%00',
  ])
    expect([q, lire(q)]).toEqual([q, OCTOBRE]);
});

test('a state opens on all the antennas for who has them all, on that where she works for another', () => {
  const session = (role: 'CENTRAL' | 'GESTIONNAIRE' | 'AUDITEUR', antennes: readonly Antenne[]) =>
    ({ role, antennes }) as Parameters<typeof contexteDe>[0];
  expect(contexteDe(session('CENTRAL', []), 'EST').antenne).toBe('TOUTES');
  expect(contexteDe(session('AUDITEUR', []), undefined).antenne).toBe('TOUTES');
  expect(contexteDe(session('GESTIONNAIRE', codesAntennes()), 'EST').antenne).toBe('TOUTES');
  expect(contexteDe(session('GESTIONNAIRE', ['EST', 'SUD']), 'EST').antenne).toBe('EST');
});

test('all antennas together are for who reads them all', () => {
  expect(antennesPossibles(['EST', 'SUD'])).toEqual(['EST', 'SUD']);
  expect(antennesPossibles(['CENTRE', 'NORD_EST', 'EST', 'OUEST', 'NORD_OUEST', 'SUD'])[0]).toBe('TOUTES');
});
