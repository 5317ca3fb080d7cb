import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  jour,
  parametresAu,
  paris,
  verdict,
  visite,
} from '../../testing/constructeurs';
import { interventionCreee } from '../appariement/creations';
import type { CorrectionSuivie } from '../types';
import { indexerCorrections, suivreCorrections } from './cibles';
import { retenir } from './retenir';
import { code, complete, h, heures, sansDepart, surA, une } from './testing/retenues';

describe('retenir : ce qui est refusé', () => {
  it('[CO-3] chaque refus a son code et sa phrase', () => {
    const i = complete();
    const cas: [string, Correction, CorrectionSuivie[]?][] = [
      ['AUTRE_ANTENNE', surA('HORAIRE', { antenne: 'SUD', fin: h('10:00') })],
      ['MOTIF_INCONNU', surA('HORAIRE', { motif: 'INVENTE', fin: h('10:00') })],
      ['MOTIF_INCONNU', surA('HORAIRE', { motif: '', fin: h('10:00') })],
      ['COMMENTAIRE_MANQUANT', surA('HORAIRE', { motif: 'AUTRE', commentaire: '  ', fin: h('10:00') })],
      ['PAS_SUPPRIMEE', surA('RETABLISSEMENT')],
      [
        'DEJA_POINTEE',
        correction('CREATION', { cible: { genre: 'VISITE', id: 'V' }, debut: h('08:30'), fin: h('09:30') }),
      ],
      ['HORAIRE_VIDE', surA('HORAIRE')],
      ['DONNEES_VIDES', surA('DONNEES')],
      ['MINUTES_HORS_BORNES', surA('MINUTES', { minutes: 241 as never })],
      ['MINUTES_HORS_BORNES', surA('MINUTES', { minutes: -1 as never })],
      ['MINUTES_HORS_BORNES', surA('MINUTES')],
      ['HEURE_FUTURE', surA('HORAIRE', { fin: h('10:01'), instant: h('10:00') })],
      ['FIN_AVANT_DEBUT', surA('HORAIRE', { fin: h('08:31') })],
      ['FIN_AVANT_DEBUT', surA('HORAIRE', { debut: h('09:29') })],
      ['TROP_LONGUE', surA('HORAIRE', { fin: h('22:32') })],
    ];
    for (const [attendu, c, autres] of cas) expect([attendu, code(i, c, autres)]).toEqual([attendu, attendu]);
    expect(code(i, surA('HORAIRE', { fin: h('22:31') }))).toBeUndefined();
    expect(code(i, surA('MINUTES', { minutes: 240 as never }))).toBeUndefined();
    expect(code(i, surA('HORAIRE', { fin: h('10:00'), instant: h('10:00') }))).toBeUndefined();
  });

  it('[CO-3] rien ne corrige une visite annulée avant son rétablissement', () => {
    const s = acceptee(surA('SUPPRESSION', { id: 'S', motif: 'ERREUR_PLANNING' }));
    const prevue = une(apparier({ visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')] }));
    const annulee = acceptee(correction('SUPPRESSION', { cible: { genre: 'VISITE', id: 'V' } }));
    const creee = correction('CREATION', {
      cible: { genre: 'VISITE', id: 'V' },
      debut: h('08:30'),
      fin: h('09:30'),
      instant: paris('2026-10-02 12:00'),
    });
    expect(code(prevue, creee, [annulee])).toBe('DEJA_SUPPRIMEE');
    for (const nature of ['HORAIRE', 'MINUTES', 'DONNEES', 'SUPPRESSION'] as const) {
      const c = surA(nature, {
        fin: h('10:00'),
        minutes: 5 as never,
        intervenantId: 'I2',
        instant: paris('2026-10-02 12:00'),
      });
      expect(code(complete(), c, [s])).toBe('DEJA_SUPPRIMEE');
    }
  });

  it('[CO-3] CREATION : les deux heures ; ni deux fois, ni sur une visite pointée puis annulée', () => {
    const prevue = une(apparier({ visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')] }));
    const c = (id: string, plus = {}) =>
      correction('CREATION', { id, cible: { genre: 'VISITE', id: 'V' }, debut: h('08:30'), fin: h('09:30'), ...plus });
    expect(code(prevue, c('C1', { fin: undefined }))).toBe('CREATION_SANS_HEURES');
    expect(code(prevue, c('C2', { instant: paris('2026-10-03 10:00') }), [acceptee(c('C1'))])).toBe('DEJA_CREEE');
    const annulee = [acceptee(surA('SUPPRESSION', { motif: 'ERREUR_PLANNING' }))];
    expect(code(complete(), c('C3', { instant: paris('2026-10-03 10:00') }), annulee)).toBe('DEJA_POINTEE');
    const libre = correction('CREATION', { debut: h('08:00'), fin: h('09:00'), usagerId: 'U1' });
    expect(code(interventionCreee(libre, { usagerId: '', antenneAu: () => 'EST', parametresAu }), libre)).toBe(
      'CREATION_INCOMPLETE',
    );
  });

  it('[CO-3] jugée contre l’état qui la précède : plus tôt par l’instant, puis l’identifiant', () => {
    const tot = surA('HORAIRE', { id: 'A', debut: h('07:00'), instant: paris('2026-10-02 09:00') });
    const tard = acceptee(surA('HORAIRE', { id: 'B', fin: h('08:40'), instant: paris('2026-10-02 10:00') }));
    expect(code(complete(), tot, [tard])).toBeUndefined();
    expect(code(complete(), surA('HORAIRE', { debut: h('08:45'), instant: paris('2026-10-02 11:00') }), [tard])).toBe(
      'FIN_AVANT_DEBUT',
    );
  });

  it('[CO-3] what a visit may last is held to what it was when its correction was taken, raised or lowered since', () => {
    const i = sansDepart();
    const c = surA('HORAIRE', { fin: h('22:45') });
    const etat = (dureeMax: number | undefined, aujourdhui: number) => {
      const parametres = (d: Parameters<typeof parametresAu>[0]) => ({ ...parametresAu(d), dureeMax: aujourdhui });
      const [j] = retenir(i, [acceptee(c, dureeMax === undefined ? {} : { dureeMax })], {
        ...contexte(),
        parametresAu: parametres,
      }).corrections;
      return j?.etat;
    };
    expect([etat(1000, 1000), etat(1000, 840), etat(840, 840), etat(840, 1000)]).toEqual([
      'APPLIQUEE',
      'APPLIQUEE',
      'SANS_OBJET',
      'SANS_OBJET',
    ]);
    // Stamped before that was kept: by whatever it is folded by.
    expect([etat(undefined, 1000), etat(undefined, 840)]).toEqual(['APPLIQUEE', 'SANS_OBJET']);
  });

  it('[CO-3] a verdict counts for its own document only: two corrections of one id and of two dates have each theirs', () => {
    const [tot, tard] = [
      surA('SUPPRESSION', { id: 'X', date: jour('2026-09-30'), motif: 'ERREUR_PLANNING' }),
      surA('HORAIRE', { id: 'X', fin: h('10:00') }),
    ];
    const verdicts = [verdict(tard), verdict(tot, { decision: 'REFUSEE' })];
    for (const vs of [verdicts, [...verdicts].reverse()]) {
      const suivies = suivreCorrections([tot, tard], vs);
      expect(suivies.map((s) => s.verdict?.decision)).toEqual(['REFUSEE', 'ACCEPTEE']);
    }
  });

  it('[CO-3] a correction that was refused takes the place of none, whatever id it bears, here or in another antenna', () => {
    const sienne = acceptee(surA('HORAIRE', { id: 'X', fin: h('10:00') }));
    const refusees = [{ antenne: 'SUD' as const }, { date: jour('2026-10-02') }, { date: jour('2026-09-30') }].map(
      (plus) =>
        acceptee(surA('HORAIRE', { id: 'X', fin: h('23:00'), auteur: 'autre', ...plus }), { decision: 'REFUSEE' }),
    );
    const retrait = acceptee(
      surA('RETRAIT', {
        id: 'R',
        retire: 'X',
        base: ['X'],
        instant: paris('2026-10-03 10:00'),
        motif: 'AUTRE',
        commentaire: 'non',
      }),
    );
    for (const r of refusees)
      for (const suivies of [
        [sienne, r],
        [r, sienne],
      ]) {
        const lire = (cs: CorrectionSuivie[]) =>
          retenir(sansDepart(), indexerCorrections(cs)(sansDepart()), contexte());
        expect(heures(lire(suivies))).toBe('08:31-10:00');
        expect(heures(lire([...suivies, retrait]))).toBe('08:31--');
      }
  });
});
