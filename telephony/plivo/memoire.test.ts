import { describe, expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import type { MemoireAppel } from '../journal/entree';
import { journalTechnique } from '../testing/atelier';
import { documentAppel } from './documents';
import { memoireAppels } from './memoire';

const INSTANT = '2026-10-01T06:31:49Z' as Instant;
const { log } = journalTechnique();
const memoireDe = (appelId: string, o: { retenu?: boolean; fini?: boolean } = {}): MemoireAppel => {
  const etat = {
    appelId,
    instant: INSTANT,
    etape: 'FIN',
    erreurs: 0,
    silences: 0,
    usagers: [],
    corrections: 0,
    pointages: [],
  } as const;
  return {
    etat: { ...etat, usagers: [], pointages: [] },
    pointages: [],
    echec: false,
    fini: o.fini ?? true,
    vuLe: INSTANT,
    ...(o.retenu
      ? { retenu: documentAppel(etat, { etape: 'CODE', issue: 'RACCROCHE' }, undefined, INSTANT).document }
      : {}),
  };
};
const finir = (m: ReturnType<typeof memoireAppels>, id: string, retenu = false): void => {
  m.obtenir(id).memoire = memoireDe(id, { retenu });
  m.terminer(id);
};

describe('mémoire des appels', () => {
  test('it does not grow with the number of calls; the latest are known again, answers of fewer of them', () => {
    const m = memoireAppels([], log);
    for (let i = 0; i < 20_000; i += 1) {
      m.obtenir(`a${i}`).reponses.set('cle', '<Response/>');
      finir(m, `a${i}`);
    }
    expect(m.enCours()).toBe(0);
    expect(m.instantane()).toHaveLength(2000);
    expect(m.obtenir('a19999').reponses.size).toBe(1);
    expect(m.obtenir('a19000')).toMatchObject({ memoire: { fini: true }, reponses: new Map() });
  });

  test('[PT-4] failed calls held back are all kept until they are settled, however many calls come after', () => {
    const m = memoireAppels([], log);
    for (let i = 0; i < 12_000; i += 1) finir(m, `a${i}`, i % 3 === 0);
    expect(m.retenus()).toHaveLength(4000);
    expect(m.instantane().filter((a) => a.retenu)).toHaveLength(4000);
    expect(m.obtenir('a0').memoire?.retenu?.id).toBe('a0');
    for (const { appel } of m.retenus()) appel.memoire = memoireDe(appel.memoire?.etat.appelId ?? '');
    expect(m.retenus()).toEqual([]);
    expect(m.instantane()).toHaveLength(2000);
  });

  test('calls that are never heard of again do not pile up either, and it is said', () => {
    const { log: ici, lignes } = journalTechnique();
    const m = memoireAppels([], ici);
    for (let i = 0; i < 20_500; i += 1) m.obtenir(`a${i}`);
    expect(m.enCours()).toBe(20_000);
    expect(lignes.join()).toContain('TROP_D_APPELS');
  });

  test('after a restart: those under way and those ended, as the journal had them', () => {
    const m = memoireAppels(
      [memoireDe('fini'), memoireDe('en-cours', { fini: false }), memoireDe('du', { retenu: true })],
      log,
    );
    expect(m.enCours()).toBe(1);
    expect(m.oublies('2026-10-01T07:00:00Z')).toEqual(['en-cours']);
    expect(m.retenus().map((r) => r.echec.id)).toEqual(['du']);
  });
});
