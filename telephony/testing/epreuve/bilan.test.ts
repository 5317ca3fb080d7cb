import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import type { DocumentSvi } from '../../journal/entree';
import type { AppelVecu, Frappe } from './appelant';
import { verifier } from './bilan';

// The judge of the long runs is judged first: each fault that it looks for, it finds.

const INSTANT = '2026-10-25T00:31:49Z' as Instant;
const commun = { instant: INSTANT, recuLe: INSTANT, source: 'SVI' as const, intervenantId: 'I0' };
type Sens = Frappe['sens'];
const pointage = (
  id: string,
  sens: Sens = 'ARRIVEE',
  plus: { usagerId?: string; remplace?: string } = {},
): DocumentSvi => ({
  ...commun,
  _id: `pointage:${INSTANT}:${id}`,
  type: 'pointage',
  id,
  sens,
  appelId: 'a',
  usagerId: 'U1',
  ...plus,
});
const echec: DocumentSvi = {
  ...commun,
  _id: `appel:${INSTANT}:a`,
  type: 'appel',
  id: 'a',
  etape: 'CODE',
  issue: 'SILENCE',
};
const frappe = (plus: Partial<Frappe> = {}): Frappe => ({ sens: 'ARRIVEE', usagers: ['U1'], entendue: true, ...plus });
const vecu = (frappes: Frappe[], plus: Partial<AppelVecu> = {}): AppelVecu => ({
  id: 'a',
  instant: INSTANT,
  intervenantId: 'I0',
  frappes,
  clos: true,
  nouveauxEssais: 0,
  plaintes: [],
  ...plus,
});
const fautes = (a: AppelVecu, ...documents: Parameters<typeof verifier>[1]): string => {
  const b = verifier([a], documents);
  return b.fautes.map((f) => f.replace('appel a : ', '')).join(' ; ');
};

describe('[PT-6] le juge de l’épreuve', () => {
  test('[PT-6] accepts what was heard and stored once: alone, a couple, corrected by key 9, nobody yet', () => {
    expect(fautes(vecu([frappe()]), pointage('p'))).toBe('');
    const couple = vecu([frappe({ usagers: ['U1', 'U2'] })]);
    expect(fautes(couple, pointage('p'), pointage('q', 'ARRIVEE', { usagerId: 'U2' }))).toBe('');
    const corrige = vecu([frappe(), frappe({ sens: 'DEPART' })]);
    expect(fautes(corrige, pointage('q', 'DEPART', { remplace: 'p' }), pointage('p'))).toBe('');
    expect(fautes(vecu([]), echec)).toBe('');
  });

  test('[PT-6] what was keyed and never confirmed may be stored, or not', () => {
    const sansReponse = vecu([frappe({ entendue: false })]);
    expect(fautes(sansReponse, pointage('p'))).toBe('');
    expect(fautes(sansReponse, echec)).toBe('');
  });

  test('[PT-6] finds a punch that was lost, doubled, made up, turned round, or not marked as replaced', () => {
    expect(fautes(vecu([frappe()]))).toContain('perdu');
    expect(fautes(vecu([frappe({ usagers: ['U1', 'U2'] })]), pointage('p'))).toContain('U2 : perdu');
    expect(fautes(vecu([frappe()]), pointage('p'), pointage('q'))).toContain('en double');
    expect(fautes(vecu([frappe()]), pointage('p'), pointage('q', 'ARRIVEE', { remplace: 'p' }))).toContain('inventé');
    expect(fautes(vecu([]), pointage('p'))).toContain('inventé');
    expect(fautes(vecu([frappe()]), pointage('p', 'DEPART'))).toContain('sens changé');
    const corrige = vecu([frappe(), frappe({ sens: 'DEPART' })]);
    expect(fautes(corrige, pointage('p'), pointage('q', 'DEPART'))).toContain('remplacement non marqué');
    expect(fautes(corrige, pointage('p'), pointage('q', 'DEPART', { remplace: 'r' }))).toContain('non marqué');
  });

  test('[PT-4] finds a call without a trace, one kept twice, one kept as failed beside its punch, one of nobody', () => {
    expect(fautes(vecu([]))).toContain('sans trace');
    expect(fautes(vecu([]), echec, echec)).toContain('2 fois');
    expect(fautes(vecu([frappe()]), pointage('p'), echec)).toContain('avec un pointage');
    expect(verifier([], [echec]).fautes).toEqual(['appel a : personne ne l’a passé']);
    expect(fautes(vecu([], { clos: false }), echec)).toContain('jamais reçue');
  });

  test('[PT-2] finds another instant than the call’s start, or another aide', () => {
    const tard = vecu([frappe()], { instant: '2026-10-25T00:31:50Z' as Instant });
    expect(fautes(tard, pointage('p'))).toContain('instant');
    expect(fautes(vecu([frappe()], { intervenantId: 'I1' }), pointage('p'))).toContain('autre intervenant');
  });
});
