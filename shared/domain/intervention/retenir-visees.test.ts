import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import { acceptee, apparier, contexte, correction, jour, paris, pointage, visite } from '../../testing/constructeurs';
import type { CorrectionSuivie } from '../types';
import { indexerCorrections } from './cibles';
import { retenir } from './retenir';
import { complete, h, heures, surA, une } from './testing/retenues';

describe('retenir : la visite que chacune vise', () => {
  it('[CO-7] la correction suit son pointage quand l’appariement est refait', () => {
    const c = acceptee(correction('HORAIRE', { cible: { genre: 'POINTAGE', id: 'd' }, debut: h('08:00') }));
    const avant = une(apparier({ pointages: [pointage('D', '2026-10-01 09:29', { id: 'd' })] }));
    const apres = complete();
    expect(avant._id).not.toBe(apres._id);
    for (const i of [avant, apres])
      expect(heures(retenir(i, indexerCorrections([c])(i), contexte()))).toBe('08:00-09:29');
  });

  it('[CO-7] une correction acceptée qu’un nouveau pointage empêche est gardée, SANS_OBJET, en CONFLIT', () => {
    const c = acceptee(correction('HORAIRE', { cible: { genre: 'POINTAGE', id: 'd' }, fin: h('08:20') }));
    const r = retenir(complete(), [c], contexte());
    expect([r.corrections[0]?.etat, heures(r), r.conflit !== undefined]).toEqual(['SANS_OBJET', '08:31-09:29', true]);
  });

  it('[CO-7] what two databases hold of one correction counts once; two corrections of one id, in two antennas, count each', () => {
    const minutes = (plus: Partial<Correction>) =>
      acceptee(surA('MINUTES', { id: 'X', minutes: 10 as never, motif: 'ATTENTE_PORTE', ...plus }));
    const lues = (...cs: CorrectionSuivie[]) => indexerCorrections(cs)(complete());
    expect(lues(minutes({}), minutes({}))).toHaveLength(1);
    expect(lues(minutes({}), minutes({ antenne: 'SUD', auteur: 'autre' }))).toHaveLength(2);
  });

  it('[CO-7] what was said of a planned visit stays on its day when PLANNING puts that visit on another: a month tells what a day tells', () => {
    const annulee = acceptee(
      correction('SUPPRESSION', {
        cible: { genre: 'VISITE', id: 'V' },
        motif: 'ERREUR_PLANNING',
        date: jour('2026-10-01'),
      }),
    );
    const le = (date: string) => {
      const prevue = une(apparier({ visites: [visite('V', `${date} 08:30`, `${date} 09:30`)] }));
      return retenir(prevue, indexerCorrections([annulee])(prevue), contexte()).statut;
    };
    expect(['2026-09-28', '2026-09-30', '2026-10-01', '2026-10-02', '2026-10-03'].map(le)).toEqual([
      'NON_POINTEE',
      'NON_POINTEE',
      'ANNULEE',
      'NON_POINTEE',
      'NON_POINTEE',
    ]);
  });

  it('[CO-7] another aide, or minutes, said of a visit that was put off say nothing of the day it is put on', () => {
    const dites = [
      correction('DONNEES', { cible: { genre: 'VISITE', id: 'V' }, intervenantId: 'I2', motif: 'REMPLACEMENT' }),
      correction('MINUTES', { cible: { genre: 'VISITE', id: 'V' }, minutes: 10 as never, motif: 'ATTENTE_PORTE' }),
    ].map((c) => acceptee(c));
    const le = (date: string) => {
      const i = une(
        apparier({
          visites: [visite('V', `${date} 08:30`, `${date} 09:30`)],
          pointages: [pointage('A', `${date} 08:31`), pointage('D', `${date} 09:29`)],
        }),
      );
      const r = retenir(i, indexerCorrections(dites)(i), contexte());
      return [r.intervenantId, r.minutesComplementaires, r.statut];
    };
    expect(le('2026-10-01')).toEqual(['I2', 10, 'CORRIGEE']);
    expect(le('2026-10-02')).toEqual(['I1', 0, 'COMPLETE']);
  });

  it('[CO-7] [CO-1] hours typed for a visit that was put off by a day stand, with what was said since; annulled, they do not', () => {
    const sur = (nature: Correction['nature'], heure: string, plus: Partial<Correction> = {}) =>
      acceptee(
        correction(nature, {
          cible: { genre: 'VISITE', id: 'V' },
          instant: paris(`2026-10-01 ${heure}`),
          ...plus,
        }),
      );
    const premiere = sur('SUPPRESSION', '10:00', { motif: 'ERREUR_PLANNING' });
    const retablie = sur('RETABLISSEMENT', '10:30');
    const creation = sur('CREATION', '11:00', { id: 'CR', debut: h('08:30'), fin: h('09:30'), motif: 'PANNE_SVI' });
    const minutes = sur('MINUTES', '12:00', { minutes: 10 as never, motif: 'ATTENTE_PORTE' });
    const annulee = sur('SUPPRESSION', '13:00', { id: 'S', motif: 'ERREUR_PLANNING' });
    const retrait = sur('RETRAIT', '14:00', { retire: 'S', base: ['S'] });
    const retenue = (...cs: CorrectionSuivie[]) => {
      const visites = [visite('V', '2026-10-02 08:30', '2026-10-02 09:30')];
      const i = une(apparier({ visites, creations: cs.filter((c) => c.correction.nature === 'CREATION') }));
      return retenir(i, indexerCorrections(cs)(i), contexte());
    };
    const lendemain = (...cs: CorrectionSuivie[]) => {
      const r = retenue(...cs);
      return [r.statut, heures(r), r.minutesComplementaires];
    };
    const tenue = ['CREEE', '08:30-09:30', 10];
    expect(lendemain(creation, minutes)).toEqual(tenue);
    expect(lendemain(premiere, retablie, creation, minutes)).toEqual(tenue);
    expect(lendemain(creation, minutes, annulee)).toEqual(['NON_POINTEE', '---', 0]);
    expect(lendemain(creation, minutes, annulee, retrait)).toEqual(tenue);
    // A creation names no aide: who came in her stead is said before it.
    const aide = sur('DONNEES', '09:00', { intervenantId: 'I9', motif: 'REMPLACEMENT' });
    expect(retenue(aide, creation).intervenantId).toBe('I9');
    expect(lendemain(premiere, creation, minutes)).toEqual(tenue);
    // Said of both days: what was said of the day it is on holds.
    const sienne = sur('SUPPRESSION', '15:00', { date: jour('2026-10-02'), motif: 'ERREUR_PLANNING' });
    expect(lendemain(creation, minutes, sienne)[0]).toBe('ANNULEE');
    expect(lendemain(premiere, sienne)[0]).toBe('ANNULEE');
  });
});
