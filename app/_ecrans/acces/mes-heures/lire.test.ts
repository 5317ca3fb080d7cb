import { describe, expect, test } from 'vitest';
import type { MaVisite } from '#shared/contrats/acces/acces-personnel';
import { jour, paris } from '#shared/testing/constructeurs';
import { lireContestation, tapeeDe } from './lire';

const visite = (plus: Partial<MaVisite> = {}): MaVisite => ({
  objet: { genre: 'POINTAGE', id: 'A1' },
  date: jour('2026-11-10'),
  avec: 'Jeanne M.',
  prevu: { debut: paris('2026-11-10 08:00'), fin: paris('2026-11-10 09:00') },
  debut: paris('2026-11-10 08:02'),
  statut: 'SANS_DEPART',
  ...plus,
});
const lire = (t: Partial<ReturnType<typeof tapeeDe>>, v = visite()) =>
  lireContestation(v, { ...tapeeDe(v), ...t }, 720);

describe('what an aide types of her visit', () => {
  test('[PR-1] the hour that she changes is proposed, with its motif; one left as it is is not', () => {
    expect(lire({ depart: '930', motif: 'OUBLI_DEPART' })).toEqual({
      ok: true,
      valeur: { texte: '', proposees: { fin: paris('2026-11-10 09:30'), motif: 'OUBLI_DEPART' } },
    });
    expect(lire({ depart: '+15', motif: 'OUBLI_DEPART', texte: ' le bus ' })).toMatchObject({
      valeur: { texte: 'le bus', proposees: { fin: paris('2026-11-10 09:15') } },
    });
  });

  test('[PR-1] a departure after midnight is of the next day', () => {
    const soir = visite({ debut: paris('2026-11-10 22:30') });
    expect(lire({ depart: '0h15', motif: 'OUBLI_DEPART' }, soir)).toMatchObject({
      valeur: { proposees: { fin: paris('2026-11-11 00:15') } },
    });
  });

  test('[PR-1] both hours typed again are placed together: an evening for a morning stays on its day, a night on its own', () => {
    const matin = visite({ debut: paris('2026-11-10 07:30'), fin: paris('2026-11-10 08:30') });
    expect(lire({ arrivee: '2130', depart: '2230', motif: 'AUTRE' }, matin)).toMatchObject({
      valeur: { proposees: { debut: paris('2026-11-10 21:30'), fin: paris('2026-11-10 22:30') } },
    });
    const { prevu: _, ...nuit } = visite({ debut: paris('2026-11-10 00:10'), fin: paris('2026-11-10 01:00') });
    expect(lire({ arrivee: '2350', depart: '0050', motif: 'AUTRE' }, nuit)).toMatchObject({
      valeur: { proposees: { debut: paris('2026-11-09 23:50'), fin: paris('2026-11-10 00:50') } },
    });
  });

  test('[PR-1] a word alone is enough; nothing at all, an hour without motif or that is none, is said at its field', () => {
    expect(lire({ texte: 'Je suis partie tard' })).toEqual({ ok: true, valeur: { texte: 'Je suis partie tard' } });
    expect(lire({})).toMatchObject({ erreurs: { texte: expect.stringContaining('Donnez l’heure') } });
    expect(lireContestation(visite(), tapeeDe(visite()), undefined)).toMatchObject({
      erreurs: { texte: 'Dites ce qui n’est pas juste.' },
    });
    expect(lire({ depart: '930' })).toMatchObject({ erreurs: { motif: expect.any(String) } });
    expect(lire({ depart: '2575', texte: 'x' })).toMatchObject({ erreurs: { depart: expect.any(String) } });
  });
});
