import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PasFormation } from '#shared/contrats/exploitation/formation';
import type { Instant } from '#shared/temps/types';
import { AU_REPOS, decouper, type EtatAppel, type Geste, reduire } from './etat-appel';

const instant = '2026-11-25T08:31:00Z' as Instant;
const pas = (plus: Partial<PasFormation> = {}): PasFormation => ({
  appelId: 'formation-1',
  phrases: ['Bonjour. Tapez votre code.'],
  attend: { chiffres: 5, finTouche: '#' },
  etape: 'CODE',
  erreurs: 0,
  corrections: 0,
  usagers: 0,
  arrivees: 0,
  departs: 0,
  ...plus,
});
const fini = (): PasFormation => {
  const { attend: _, ...reste } = pas({ phrases: ['Au revoir.'], issue: 'RACCROCHE_SVI' });
  return reste;
};
const jouer = (...gestes: Geste[]): EtatAppel => gestes.reduce(reduire, AU_REPOS);
const APPELER: Geste = { type: 'APPELER', appelant: { genre: 'MASQUE' }, instant };
const textes = (e: EtatAppel): string[] => e.repliques.map((r) => r.texte);

describe('touches', () => {
  test.each([
    ['7124', 5, undefined],
    ['71248', 5, { envoi: '71248', reste: '' }],
    ['712481', 5, { envoi: '71248', reste: '1' }],
    ['#', 6, { envoi: '#', reste: '' }],
    ['123#1', 6, { envoi: '123#', reste: '1' }],
    ['654321#', 6, { envoi: '654321', reste: '#' }],
    ['1', 1, { envoi: '1', reste: '' }],
    ['', 1, undefined],
  ])('« %s » pour %i chiffres', (saisie, chiffres, attendu) => {
    expect(decouper(saisie, { chiffres, finTouche: '#' })).toEqual(attendu);
  });

  test('no key is lost nor made up', () => {
    const saisies = fc.string({ unit: fc.constantFrom(...'0123456789*#'), maxLength: 20 });
    fc.assert(
      fc.property(saisies, fc.integer({ min: 1, max: 6 }), (saisie, chiffres) => {
        const d = decouper(saisie, { chiffres, finTouche: '#' });
        return d === undefined ? saisie.length < chiffres : d.envoi + d.reste === saisie && d.envoi.length <= chiffres;
      }),
    );
  });
});

describe('conversation', () => {
  test('each sentence, each key, each hang-up, in order, with its hour', () => {
    const e = jouer(
      APPELER,
      { type: 'PAS', pas: pas(), instant },
      { type: 'ENVOYER', envoi: '71248', reste: '', instant },
      { type: 'PAS', pas: pas({ phrases: ['Arrivée, tapez 1. Départ, tapez 2.'] }), instant },
      { type: 'ENVOYER', envoi: '', reste: '', instant },
      { type: 'PAS', pas: fini(), instant },
    );
    expect(textes(e)).toEqual([
      'Vous appelez.',
      'Bonjour. Tapez votre code.',
      'Vous tapez 7 1 2 4 8',
      'Arrivée, tapez 1. Départ, tapez 2.',
      'Vous restez silencieux.',
      'Au revoir.',
      'Le service raccroche.',
    ]);
    expect(new Set(e.repliques.map((r) => r.id)).size).toBe(7);
    expect(e).toMatchObject({ phase: 'REPOS', occupe: false });
  });

  test('keys pressed while an answer is on its way are kept; none on the hook', () => {
    expect(jouer({ type: 'TOUCHE', touche: '1' }).saisie).toBe('');
    expect(jouer(APPELER, { type: 'TOUCHE', touche: '7' }, { type: 'PAS', pas: pas(), instant }).saisie).toBe('7');
  });

  test('hung up while a step was on its way: its question is not asked again', () => {
    const e = jouer(APPELER, { type: 'RACCROCHER', instant }, { type: 'PAS', pas: pas(), instant });
    expect(e).toMatchObject({ phase: 'FIN', occupe: true });
    expect(reduire(e, { type: 'PAS', pas: fini(), instant }).phase).toBe('REPOS');
  });

  test('a refusal puts the telephone on the hook and says why; the next call forgets it', () => {
    const e = jouer(APPELER, { type: 'ECHEC', message: 'Pourquoi.', instant });
    expect(e).toMatchObject({ phase: 'REPOS', erreur: 'Pourquoi.' });
    expect(reduire(e, APPELER)).not.toHaveProperty('erreur');
  });
});
