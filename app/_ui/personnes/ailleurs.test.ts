import { describe, expect, it } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Valeurs } from '#shared/domain/types';
import type { DateCivile, Instant } from '#shared/temps/types';
import { ETAT_VIDE, poserJour } from '../../_donnees/depot/etat-depot';
import { lignesDe } from '../../_donnees/depot/plier';
import { direCorrigee } from './ailleurs';

const jour = '2026-11-25' as DateCivile;
const i = (hm: string) => `2026-11-25T${hm}:00Z` as Instant;
const MAINTENANT = i('22:00');
const pointage = (id: string, hm: string) => ({ id, instant: i(hm), recuLe: i(hm), source: 'SVI' as const });
const visite = (id: string, usagerId: string, arrivee: string, partie: Partial<Intervention> = {}): Intervention => ({
  _id: `intervention:${jour}:${id}`,
  type: 'intervention',
  id,
  date: jour,
  antenne: 'EST',
  usagerId,
  intervenantId: 'WEBER',
  codePrestation: 'AD',
  ecartes: [],
  arrivee: pointage(`P${id}`, arrivee),
  creations: [],
  anomalies: [],
  explication: [],
  ...partie,
});

const CARPENTIER = visite('1', 'CARPENTIER', '18:00');
const dire = (autre: Intervention, valeurs: Partial<Valeurs>, corrigee = CARPENTIER): string[] => {
  const etat = poserJour(ETAT_VIDE, jour, { [corrigee._id]: corrigee, [autre._id]: autre }, undefined);
  const ligne = lignesDe(etat, jour, jour, MAINTENANT).find((l) => l.id === corrigee._id);
  if (!ligne) throw new Error('sans ligne');
  const v = { nature: 'HORAIRE', motif: 'OUBLI_DEPART', ...valeurs } as Valeurs;
  return direCorrigee(etat, ligne, v, MAINTENANT).map((p) => p.replaceAll('\u00a0', ' '));
};
const BRETON = visite('2', 'BRETON', '19:07');

describe('direCorrigee', () => {
  it('[AP-10] un départ corrigé après l’arrivée de la même aide ailleurs', () => {
    expect(dire(BRETON, { fin: i('19:15') })).toEqual([
      'Cette aide est aussi chez BRETON à ces heures (arrivée 20 h 07)',
    ]);
  });
  it('[AP-10] cinq minutes sont tolérées', () => {
    expect(dire(BRETON, { fin: i('19:12') })).toEqual([]);
    expect(dire(BRETON, { fin: i('19:13') })).toHaveLength(1);
  });
  it('[AP-10] « Qui, quoi » : l’aide qui la remplacerait est ailleurs', () => {
    const complete = { ...CARPENTIER, depart: pointage('D1', '19:30') };
    const autre = { ...BRETON, intervenantId: 'MASSON', depart: pointage('D2', '20:00') };
    expect(dire(autre, { nature: 'DONNEES', codePrestation: 'AM' }, complete)).toEqual([]);
    expect(dire(autre, { nature: 'DONNEES', intervenantId: 'MASSON' }, complete)).toEqual([
      'Cette aide est aussi chez BRETON à ces heures (20 h 07 – 21 h 00)',
    ]);
  });
  it('[AP-10] ce qui ne change ni les heures ni les personnes ne demande rien', () => {
    const complete = { ...CARPENTIER, depart: pointage('D1', '19:30') };
    expect(dire(BRETON, { nature: 'MINUTES' }, complete)).toEqual([]);
    expect(dire(BRETON, { nature: 'SUPPRESSION' }, complete)).toEqual([]);
  });
  it('[AP-10] chez le même usager, elle y a déjà une visite', () => {
    expect(dire({ ...BRETON, usagerId: 'CARPENTIER' }, { fin: i('19:15') })).toEqual([
      'Cette aide y a déjà une visite à ces heures (arrivée 20 h 07)',
    ]);
  });
});
