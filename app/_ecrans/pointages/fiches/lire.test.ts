import { describe, expect, it } from 'vitest';
import { jugerFiche } from '#shared/domain/fiche/juger';
import { pointagesDeFiche } from '#shared/domain/fiche/pointages';
import { apparier, fiche, jour, parametresAu, paris, pointage } from '#shared/testing/constructeurs';
import { champDuRefus, composerFiche, lireHeures } from './lire';

const prevu = { debut: paris('2026-10-01 08:30'), fin: paris('2026-10-01 09:30') };
const reperes = { date: jour('2026-10-01'), dureeMax: 840, prevu };
const lire = (arrivee: string, depart: string, plus: Partial<Parameters<typeof lireHeures>[1]> = {}) =>
  lireHeures({ arrivee, depart }, { ...reperes, ...plus });

describe('les heures d’une fiche', () => {
  it('831, 8:31, 8h31 and a gap from the planned hour are one and the same', () => {
    const dix = { arrivee: paris('2026-10-01 08:31'), depart: paris('2026-10-01 09:35'), erreurs: {} };
    expect(lire('831', '935')).toEqual(dix);
    expect(lire('8:31', '9h35')).toEqual(dix);
    expect(lire('+1', '+5')).toEqual(dix);
  });

  it('one side alone is read, the other is not invented', () => {
    expect(lire('', '930')).toEqual({ depart: prevu.fin, erreurs: {} });
    expect(lire('830', ' ')).toEqual({ arrivee: prevu.debut, erreurs: {} });
    expect(lire('', '')).toEqual({ erreurs: {} });
  });

  it('without a plan, a gap counts from the arrival, and an arrival must be an hour', () => {
    const { prevu: _, ...sans } = reperes;
    expect(lireHeures({ arrivee: '830', depart: '+45' }, sans).depart).toBe(paris('2026-10-01 09:15'));
    expect(lireHeures({ arrivee: '+5', depart: '' }, sans).erreurs.arrivee).toMatch(/écrivez l’heure/);
  });

  it('a departure after midnight is placed by its arrival, typed or known', () => {
    const nuit = paris('2026-10-02 00:30');
    expect(lire('2230', '030').depart).toBe(nuit);
    expect(lire('', '030', { arrivee: paris('2026-10-01 22:30') }).depart).toBe(nuit);
  });

  it('what is no hour is said at its field, the other side stays', () => {
    const lues = lire('861', '930');
    expect(lues.depart).toBe(prevu.fin);
    expect(lues.erreurs.arrivee).toMatch(/n’est pas une heure du jour/);
    expect(lues.erreurs.depart).toBeUndefined();
  });
});

describe('la fiche', () => {
  const signature = {
    id: 'F9',
    antenne: 'EST' as const,
    auteur: 'marie',
    poste: 'poste-1',
    maintenant: paris('2026-10-02 10:00'),
  };
  const quoi = {
    usagerId: 'U1',
    intervenantId: 'I1',
    date: jour('2026-10-01'),
    arrivee: prevu.debut,
    motif: 'PANNE_SVI',
    commentaire: ' ',
  };

  it('[PT-1] says what was typed, by whom and when, and nothing of a side that was not', () => {
    expect(composerFiche(quoi, signature)).toEqual({
      _id: 'fiche:2026-10-01:F9',
      type: 'fiche',
      id: 'F9',
      date: '2026-10-01',
      antenne: 'EST',
      usagerId: 'U1',
      intervenantId: 'I1',
      arrivee: prevu.debut,
      motif: 'PANNE_SVI',
      auteur: 'marie',
      instant: signature.maintenant,
      poste: 'poste-1',
    });
    expect(composerFiche({ ...quoi, commentaire: ' neige ' }, signature).commentaire).toBe('neige');
  });

  it('[PT-1] [AP-2] the departure of a night whose arrival was called completes that visit, typed on its own row', () => {
    const arrivee = paris('2026-10-01 22:30');
    const { depart } = lire('', '030', { prevu: undefined, arrivee });
    const f = composerFiche({ ...quoi, arrivee: undefined, depart }, signature);
    expect(jugerFiche(f, { parametresAu, estClos: () => false })).toBeUndefined();
    const appel = pointage('A', '2026-10-01 22:30');
    const visites = apparier({ pointages: [appel, ...pointagesDeFiche(f, signature.maintenant)] });
    expect(visites.map((i) => [i.date, i.arrivee?.instant, i.depart?.instant])).toEqual([
      ['2026-10-01', arrivee, paris('2026-10-02 00:30')],
    ]);
  });

  it('each refusal is said at the field that mends it', () => {
    const ou = (plus: Parameters<typeof fiche>[0], clos = false) => {
      const f = fiche(plus);
      const refus = jugerFiche(f, { parametresAu, estClos: () => clos });
      return refus && champDuRefus(refus, f);
    };
    expect(ou({ motif: 'INCONNU' })).toBe('motif');
    expect(ou({ motif: 'AUTRE' })).toBe('commentaire');
    expect(ou({ arrivee: undefined, depart: undefined })).toBe('arrivee');
    expect(ou({ arrivee: paris('2030-01-01 08:00'), depart: undefined })).toBe('arrivee');
    expect(ou({ arrivee: undefined, depart: paris('2030-01-01 08:00') })).toBe('depart');
    expect(ou({ arrivee: paris('2026-10-01 09:00'), depart: paris('2026-10-01 08:00') })).toBe('depart');
    expect(ou({}, true)).toBe('fiche');
    expect(ou({})).toBeUndefined();
  });
});
