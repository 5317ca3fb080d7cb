import { describe, expect, it } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { attenteIci, compterAttentes, type EtatSync, phraseSync, suivreTotal } from './etat-sync';

const depuis = '2026-11-25T08:12:30Z' as Instant;
const maintenant = '2026-11-25T10:00:00Z' as Instant;
const etat = (e: Partial<EtatSync>): EtatSync => ({
  liaison: 'EN_LIGNE',
  depuis,
  attente: 0,
  autres: 0,
  total: 0,
  refusees: 0,
  ailleurs: [],
  copie: true,
  ...e,
});
const dit = (e: Partial<EtatSync>, quand = maintenant) => phraseSync(etat(e), quand);

describe('phraseSync', () => {
  it('[CO-6] dit toujours où l’on en est, en mots', () => {
    expect(dit({})).toEqual({ texte: 'À jour', ton: 'ok' });
    expect(dit({ liaison: 'HORS_LIGNE' })).toEqual({ texte: 'Hors ligne depuis 9 h 12', ton: 'alerte' });
    expect(dit({ liaison: 'HORS_LIGNE', attente: 3 }).texte).toBe(
      'Hors ligne depuis 9 h 12 · 3 corrections en attente',
    );
    expect(dit({ liaison: 'HORS_LIGNE', attente: 1 }).texte).toBe('Hors ligne depuis 9 h 12 · 1 correction en attente');
    expect(dit({ liaison: 'SESSION_FINIE', attente: 2 }).texte).toBe(
      'Session terminée : reconnectez-vous · 2 corrections en attente',
    );
    expect(dit({ liaison: 'CONNEXION' }).texte).toBe('Connexion…');
  });
  it('[CO-6] ne dit « corrections » que si tout ce qui attend en est', () => {
    const texte = (autres: number, attente = 3) => dit({ liaison: 'HORS_LIGNE', attente, autres }).texte;
    expect([texte(0), texte(1), texte(3), texte(1, 1)].map((t) => t.split(' · ')[1])).toEqual([
      '3 corrections en attente',
      '3 saisies en attente',
      '3 saisies en attente',
      '1 saisie en attente',
    ]);
  });
  it('compte la reprise', () => {
    expect(dit({ attente: 330, total: 450 }).texte).toBe('Reprise… 120 / 450');
    expect(dit({ attente: 1, total: 1 }).texte).toBe('Envoi… 1 correction en attente');
  });
  it('ne parle de reprise qu’après une coupure', () => {
    expect(dit({ lecture: 0 }).texte).toBe('Mise à jour…');
    expect(dit({ lecture: 1 }).texte).toMatch(/^Mise à jour… 1\sreçu$/);
    expect(dit({ lecture: 3290 }).texte).toMatch(/^Mise à jour… 3\s290\sreçus$/);
    const deux = (liaison: EtatSync['liaison']) =>
      dit({ ...compterAttentes(etat({ liaison }), { attente: 2, autres: 0, refusees: 0 }, []), liaison: 'EN_LIGNE' });
    expect(deux('EN_LIGNE').texte).toBe('Envoi… 2 corrections en attente');
    expect(deux('HORS_LIGNE').texte).toBe('Reprise… 0 / 2');
  });
  it('[CO-6] ne dit jamais « À jour » tant que ce qui arrive ne tient pas sur le disque', () => {
    const plein = { disquePlein: true } as const;
    const texte = 'Disque plein : cet écran n’est plus à jour';
    expect(dit(plein)).toEqual({ texte, ton: 'erreur' });
    expect(dit({ ...plein, lecture: 12 }).texte).toBe(texte);
    expect(dit({ ...plein, attente: 2 }).texte).toBe(`${texte} · 2 corrections en attente`);
    // Without network, it is not the disk that keeps the screen as it was.
    expect(dit({ ...plein, liaison: 'HORS_LIGNE' }).texte).toBe('Hors ligne depuis 9 h 12');
  });
  it('nomme le jour quand la coupure date d’un autre', () => {
    const lendemain = '2026-11-26T08:00:00Z' as Instant;
    expect(dit({ liaison: 'HORS_LIGNE' }, lendemain).texte).toBe('Hors ligne depuis mer. 25 nov. 9 h 12');
  });
  it('le total grandit avec ce qui attend, et repart de zéro une fois tout parti', () => {
    const suite: number[] = [];
    for (const n of [3, 5, 2, 1, 0, 1]) suite.push(suivreTotal(suite.at(-1) ?? 0, n));
    expect(suite).toEqual([3, 5, 5, 5, 0, 1]);
  });
});

describe('compterAttentes', () => {
  it('[CO-6] ce qui attend pour une autre antenne compte, et se dit avec le reste', () => {
    const ailleurs = [{ antenne: 'SUD' as const, attente: 2, autres: 0, refusees: 1 }];
    const e = compterAttentes(etat({ liaison: 'HORS_LIGNE' }), { attente: 1, autres: 0, refusees: 0 }, ailleurs);
    expect(e).toMatchObject({ attente: 3, refusees: 1, total: 3, ailleurs });
    expect(attenteIci(e)).toBe(1);
    expect(phraseSync(e, maintenant).texte).toContain('3 corrections en attente');
    const fiches = [{ antenne: 'SUD' as const, attente: 2, autres: 1, refusees: 0 }];
    const melees = compterAttentes(etat({ liaison: 'HORS_LIGNE' }), { attente: 1, autres: 0, refusees: 0 }, fiches);
    expect(phraseSync(melees, maintenant).texte).toContain('3 saisies en attente');
  });
});
