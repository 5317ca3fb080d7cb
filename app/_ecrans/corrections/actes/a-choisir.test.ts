import { describe, expect, it } from 'vitest';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { estAChoisir, ouvreSaisie } from './a-choisir';

const visite = (plus: { conflit?: object; notes?: readonly object[]; aTraiter?: boolean }) =>
  ({
    retenue: { conflit: plus.conflit },
    notes: plus.notes ?? [],
    aTraiter: plus.aTraiter ?? true,
  }) as unknown as Pick<Ligne, 'notes' | 'aTraiter'> & { retenue: Pick<Ligne['retenue'], 'conflit'> };

const proposees = { debut: '2026-11-10T08:00:00Z', fin: '2026-11-10T09:00:00Z' };

describe('le clavier après avoir ouvert une ligne', () => {
  it('[CO-4] un conflit ouvert à la souris ne met pas Entrée sur une version que personne n’a lue ; Entrée y va', () => {
    const conflit = visite({ conflit: { phrase: '', versions: [] } });
    expect(estAChoisir(conflit)).toBe(true);
    expect([ouvreSaisie(conflit, false), ouvreSaisie(conflit, true)]).toEqual([false, true]);
  });
  it('[PR-3] ni les heures qu’une aide propose', () => {
    const mot = { intervenantId: 'I1', objet: { genre: 'VISITE' }, proposees };
    const proposee = visite({ notes: [mot] });
    expect([ouvreSaisie(proposee, false), ouvreSaisie(proposee, true)]).toEqual([false, true]);
  });
  it('une heure qui manque s’ouvre sur son formulaire ; ce qui est réglé, à Entrée seulement', () => {
    expect([ouvreSaisie(visite({}), false), ouvreSaisie(visite({ aTraiter: false }), false)]).toEqual([true, false]);
    expect(ouvreSaisie(visite({ aTraiter: false }), true)).toBe(true);
  });
});
