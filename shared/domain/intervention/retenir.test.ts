import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { instantDe, localParis } from '../../temps/paris';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  jour,
  parametresAu,
  paris,
  pointage,
  verdict,
  visite,
} from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { interventionCreee } from '../appariement/creations';
import { jugerCorrection } from '../correction/juger';
import type { CorrectionSuivie, Retenue } from '../types';
import { correctionsAu } from './a-la-date';
import { indexerCorrections, suivreCorrections } from './cibles';
import { plierVisite, retenir } from './retenir';

const h = (local: string) => paris(`2026-10-01 ${local}`);
const une = (is: Intervention[]): Intervention => {
  const [i] = is;
  if (!i) throw new Error('une intervention attendue');
  return i;
};
const complete = (): Intervention =>
  une(
    apparier({
      pointages: [pointage('A', '2026-10-01 08:31', { id: 'a' }), pointage('D', '2026-10-01 09:29', { id: 'd' })],
      visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')],
    }),
  );
const sansDepart = (): Intervention =>
  une(apparier({ pointages: [pointage('A', '2026-10-01 08:31:40', { id: 'a' })] }));
const heures = (r: Retenue): string => [r.debut, r.fin].map((x) => (x ? localParis(x).slice(11, 16) : '-')).join('-');
const surA = (nature: Correction['nature'], plus: Partial<Correction> = {}) =>
  correction(nature, { cible: { genre: 'POINTAGE', id: 'a' }, ...plus });
const code = (i: Intervention, c: Correction, autres: CorrectionSuivie[] = []) =>
  jugerCorrection(i, autres, c, contexte())?.code;

describe('retenir', () => {
  it('[CO-1] sans correction : les heures brutes, secondes ôtées', () => {
    const r = retenir(complete(), [], contexte());
    expect([r.statut, heures(r), r.ajustement, r.motif]).toEqual(['COMPLETE', '08:31-09:29', '', undefined]);
    expect(retenir(sansDepart(), [], contexte()).statut).toBe('SANS_DEPART');
  });

  it('[CO-2] HORAIRE ne remplace que le côté donné, le brut reste', () => {
    const i = sansDepart();
    const r = retenir(i, [acceptee(surA('HORAIRE', { fin: h('09:45') }))], contexte());
    expect([r.statut, heures(r), r.ajustement, r.motif]).toEqual(['CORRIGEE', '08:31-09:45', 'COD', 'OUBLI_DEPART']);
    expect(r.intervention).toEqual(i);
  });

  it('[CO-1] MINUTES donne le nouveau total ; le motif est celui de la dernière correction appliquée', () => {
    const r = retenir(
      complete(),
      [
        acceptee(
          surA('MINUTES', {
            id: 'M1',
            minutes: 10 as never,
            motif: 'ATTENTE_PORTE',
            instant: paris('2026-10-02 10:00'),
          }),
        ),
        acceptee(
          surA('MINUTES', {
            id: 'M2',
            minutes: 5 as never,
            motif: 'SORTIE_EXTERIEURE',
            instant: paris('2026-10-02 11:00'),
            base: ['M1'],
          }),
        ),
      ],
      contexte(),
    );
    expect([r.minutesComplementaires, r.motif, r.statut]).toEqual([5, 'SORTIE_EXTERIEURE', 'CORRIGEE']);
  });

  it('[CO-1] DONNEES change ce qu’elle donne, le reste demeure ; SUPPRESSION puis RETABLISSEMENT', () => {
    const donnees = acceptee(surA('DONNEES', { id: 'D1', intervenantId: 'I9', motif: 'REMPLACEMENT' }));
    const r = retenir(complete(), [donnees], contexte());
    expect([r.usagerId, r.intervenantId, r.codePrestation, r.ajustement]).toEqual(['U1', 'I9', 'AD', 'MDT']);
    const suppression = acceptee(
      surA('SUPPRESSION', { id: 'S1', motif: 'ERREUR_PLANNING', instant: paris('2026-10-02 11:00'), base: ['D1'] }),
    );
    expect(retenir(complete(), [donnees, suppression], contexte()).statut).toBe('ANNULEE');
    const retour = acceptee(
      surA('RETABLISSEMENT', { id: 'S2', motif: 'ERREUR_PLANNING', instant: paris('2026-10-02 12:00'), base: ['S1'] }),
    );
    expect(retenir(complete(), [donnees, suppression, retour], contexte()).statut).toBe('CORRIGEE');
  });

  it('[CO-1] une CREATION sur une visite prévue sans pointage : CREEE, ajustement CRE', () => {
    const i = une(apparier({ visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')] }));
    const c = correction('CREATION', {
      cible: { genre: 'VISITE', id: 'V' },
      debut: h('08:30'),
      fin: h('09:30'),
      motif: 'OUBLI_TOTAL',
    });
    const r = retenir(i, [acceptee(c)], contexte());
    expect([r.statut, heures(r), r.ajustement]).toEqual(['CREEE', '08:30-09:30', 'CRE']);
  });

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

  it('[CO-4] deux corrections sur la même base : la plus récente s’applique, CONFLIT avec les deux versions, réglé par une qui se fonde sur les deux', () => {
    const a = acceptee(
      surA('HORAIRE', { id: 'A', fin: h('10:00'), auteur: 'gestion01', instant: paris('2026-10-02 09:00') }),
    );
    const b = acceptee(
      surA('HORAIRE', { id: 'B', fin: h('10:15'), auteur: 'gestion02', instant: paris('2026-10-02 09:30') }),
    );
    const r = retenir(sansDepart(), [b, a], contexte());
    expect(heures(r)).toBe('08:31-10:15');
    expect(r.conflit?.versions.map((v) => [v.correction.auteur, v.fin && localParis(v.fin).slice(11, 16)])).toEqual([
      ['gestion01', '10:00'],
      ['gestion02', '10:15'],
    ]);
    expect(r.base).toEqual(['A', 'B']);
    const reglee = acceptee(
      surA('HORAIRE', { id: 'C', fin: h('10:00'), instant: paris('2026-10-03 09:00'), base: r.base }),
    );
    const fin = retenir(sansDepart(), [a, b, reglee], contexte());
    expect([heures(fin), fin.conflit]).toEqual(['08:31-10:00', undefined]);
  });

  it('[CO-4] à instant égal, le plus grand identifiant s’applique', () => {
    const c = (id: string, fin: string) => acceptee(surA('HORAIRE', { id, fin: h(fin) }));
    expect(heures(retenir(sansDepart(), [c('Z', '10:30'), c('Y', '10:00')], contexte()))).toBe('08:31-10:30');
  });

  it('[CO-5] une correction TARDIVE est gardée et s’applique', () => {
    const r = retenir(
      sansDepart(),
      [acceptee(surA('HORAIRE', { fin: h('10:00') }), { decision: 'TARDIVE' })],
      contexte(),
    );
    expect([r.corrections[0]?.etat, heures(r)]).toEqual(['TARDIVE', '08:31-10:00']);
  });

  it('[CO-6] sans verdict, elle est en attente et déjà appliquée à l’écran', () => {
    const r = retenir(sansDepart(), [{ correction: surA('HORAIRE', { fin: h('10:00') }) }], contexte());
    expect([r.corrections[0]?.enAttente, r.statut]).toEqual([true, 'CORRIGEE']);
  });

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

  it('[AP-8] « à la date du » : seulement les corrections reçues alors', () => {
    const c = acceptee(surA('HORAIRE', { fin: h('10:00') }), { recuLe: paris('2026-10-05 08:00') });
    const au = (local: string) => heures(retenir(sansDepart(), correctionsAu([c], paris(local)), contexte()));
    expect([au('2026-10-05 07:59'), au('2026-10-05 08:00')]).toEqual(['08:31--', '08:31-10:00']);
  });

  it('[CL-1] une correction acceptée reste appliquée quand l’usager change d’antenne à une date passée', () => {
    const c = acceptee(surA('HORAIRE', { fin: h('10:00') }));
    const ailleurs = { ...sansDepart(), antenne: 'SUD' as const };
    expect([heures(retenir(ailleurs, [c], contexte())), code(ailleurs, c.correction)]).toEqual([
      '08:31-10:00',
      'AUTRE_ANTENNE',
    ]);
  });

  it('[CO-8] pointages après une création : heures créées retenues, CONFLIT, réglé par une correction postérieure', () => {
    const creation = acceptee(
      correction('CREATION', {
        id: 'CR',
        cible: { genre: 'VISITE', id: 'V' },
        debut: h('08:30'),
        fin: h('09:30'),
        instant: h('11:00'),
        motif: 'PANNE_SVI',
      }),
    );
    const i = une(
      apparier({
        pointages: [pointage('A', '2026-10-01 08:37', { id: 'a', recuLe: h('15:00') })],
        visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')],
        creations: [creation],
      }),
    );
    const r = retenir(i, [creation], contexte());
    expect([heures(r), r.statut, r.conflit !== undefined, r.ajustement]).toEqual([
      '08:30-09:30',
      'CORRIGEE',
      true,
      'CO2',
    ]);
    const regle = acceptee(surA('HORAIRE', { debut: h('08:37'), instant: h('16:00'), base: ['CR'] }));
    const fin = retenir(i, [creation, regle], contexte());
    expect([heures(fin), fin.conflit]).toEqual(['08:37-09:30', undefined]);
  });

  it('[CO-8] pointages après une annulation : CONFLIT ; un second pointage après une annulation qui connaissait le premier, non', () => {
    const v = [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')];
    const tardif = pointage('A', '2026-10-01 08:31', { id: 'a', recuLe: paris('2026-10-03 08:00') });
    const s = acceptee(
      correction('SUPPRESSION', { cible: { genre: 'VISITE', id: 'V' }, instant: paris('2026-10-02 10:00') }),
    );
    const r = retenir(une(apparier({ pointages: [tardif], visites: v })), [s], contexte());
    expect([r.statut, r.conflit?.phrase.includes('annulation')]).toEqual(['ANNULEE', true]);
    const connu = pointage('D', '2026-10-01 09:30', { id: 'd' });
    expect(retenir(une(apparier({ pointages: [tardif, connu], visites: v })), [s], contexte()).conflit).toBeUndefined();
  });

  it('[CO-8] donnée d’avance à une autre aide, puis pointée par une autre que celle-là : CONFLIT ; par elle, rien', () => {
    const v = [visite('V', '2026-10-01 09:00', '2026-10-01 10:00')];
    const donnee = (plus: Partial<Correction>) =>
      acceptee(correction('DONNEES', { id: 'D', cible: { genre: 'VISITE', id: 'V' }, instant: h('07:10'), ...plus }));
    const pointee = (intervenantId: string, cs: CorrectionSuivie[], recuLe?: Correction['instant']) => {
      const plus = { intervenantId, ...(recuLe ? { recuLe } : {}) };
      const pointages = [pointage('A', '2026-10-01 09:02', plus), pointage('D', '2026-10-01 10:01', plus)];
      return retenir(une(apparier({ pointages, visites: v })), cs, contexte());
    };
    const aI2 = donnee({ intervenantId: 'I2' });
    for (const aide of ['I1', 'I3']) {
      const r = pointee(aide, [aI2]);
      expect([r.intervenantId, r.statut, r.conflit?.phrase.includes('autre aide')]).toEqual(['I2', 'CORRIGEE', true]);
    }
    expect(pointee('I2', [aI2]).conflit).toBeUndefined();
    // Of two said ahead, the one that is retained counts.
    const aI3 = donnee({ id: 'E', intervenantId: 'I3', base: ['D'], instant: h('08:00') });
    expect(['I1', 'I2', 'I3'].map((aide) => pointee(aide, [aI2, aI3]).conflit !== undefined)).toEqual([
      true,
      true,
      false,
    ]);
    // The prestation alone, or punches that could be seen, contest nothing.
    expect(pointee('I1', [donnee({ codePrestation: 'MEN' })]).conflit).toBeUndefined();
    expect(pointee('I1', [donnee({ intervenantId: 'I2', instant: h('11:00') })]).conflit).toBeUndefined();
    expect(pointee('I1', [donnee({ usagerId: 'U2' })]).conflit).toBeDefined();
    // Settled by whoever has seen them.
    const regle = donnee({ id: 'F', intervenantId: 'I1', base: ['D'], instant: h('11:00') });
    const r = pointee('I1', [aI2, regle]);
    expect([r.intervenantId, r.conflit]).toEqual(['I1', undefined]);
    const retrait = acceptee(correction('RETRAIT', { retire: 'D', base: ['D'], instant: h('11:00') }));
    expect([pointee('I1', [aI2, retrait]).intervenantId, pointee('I1', [aI2, retrait]).conflit]).toEqual([
      'I1',
      undefined,
    ]);
    // History taken over counts from its reception.
    expect(
      pointee(
        'I1',
        [donnee({ intervenantId: 'I2', source: 'REPRISE' })].map((s) => ({
          ...s,
          verdict: s.verdict && { ...s.verdict, recuLe: h('12:00') },
        })),
      ).conflit,
    ).toBeUndefined();
  });

  it('[CO-2] [CO-8] une heure donnée là où rien n’était pointé, puis un pointage d’une autre minute : CONFLIT', () => {
    const arrivee = pointage('A', '2026-10-01 08:31', { id: 'a' });
    const corrigee = (plus: Partial<Correction> = {}) =>
      acceptee(surA('HORAIRE', { id: 'H', fin: h('09:30'), instant: h('11:00'), ...plus }));
    const parvenu = (local: string, cs: CorrectionSuivie[], recuLe = h('12:00')) => {
      const depart = pointage('D', `2026-10-01 ${local}`, { id: 'd', recuLe });
      return retenir(une(apparier({ pointages: [arrivee, depart] })), cs, contexte());
    };
    const r = parvenu('09:05', [corrigee()]);
    expect([heures(r), r.conflit?.phrase.includes('autre heure')]).toEqual(['08:31-09:30', true]);
    expect(parvenu('09:30:40', [corrigee()]).conflit).toBeUndefined();
    // It was there to be seen; or it is of the side that was not given.
    expect(parvenu('09:05', [corrigee()], h('10:00')).conflit).toBeUndefined();
    const duDebut = acceptee(surA('HORAIRE', { id: 'H', debut: h('08:20'), instant: h('11:00') }));
    expect(parvenu('09:05', [duDebut]).conflit).toBeUndefined();
    // Who has seen it settles it; an hour that another has replaced since contests nothing.
    const regle = corrigee({ id: 'R', base: ['H'], instant: h('13:00'), fin: h('09:05') });
    expect([heures(parvenu('09:05', [corrigee(), regle])), parvenu('09:05', [corrigee(), regle]).conflit]).toEqual([
      '08:31-09:05',
      undefined,
    ]);
    const reprise = acceptee(surA('HORAIRE', { id: 'H', fin: h('09:30'), instant: h('11:00'), source: 'REPRISE' }), {
      recuLe: h('13:00'),
    });
    expect(parvenu('09:05', [reprise]).conflit).toBeUndefined();
  });

  describe('[CO-8] la coupure du SVI : pointés avant l’acte, parvenus après lui', () => {
    const v = [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')];
    const parvenus = (transmisLe: Correction['instant'] | undefined) =>
      (['A 08:31', 'D 09:29'] as const).map((dit) => ({
        ...pointage(dit[0] as 'A' | 'D', `2026-10-01 ${dit.slice(2)}`, { id: dit[0] as string }),
        ...(transmisLe ? { transmisLe } : {}),
      }));

    it('[CO-8] une annulation est contestée par des pointages parvenus après elle, et non par ceux qui étaient là', () => {
      const s = acceptee(correction('SUPPRESSION', { cible: { genre: 'VISITE', id: 'V' }, instant: h('11:00') }));
      const dit = (transmisLe: Correction['instant'] | undefined) => {
        const i = une(apparier({ pointages: parvenus(transmisLe), visites: v }));
        return retenir(i, [s], contexte());
      };
      const r = dit(h('14:00'));
      expect([r.statut, r.conflit?.phrase.includes('annulation')]).toEqual(['ANNULEE', true]);
      expect([r.intervention.arrivee?.recuLe, r.intervention.arrivee?.connuLe]).toEqual([h('08:31'), h('14:00')]);
      expect([dit(h('10:59')).conflit, dit(undefined).conflit]).toEqual([undefined, undefined]);
    });

    it('[CO-8] faite hors ligne avant que les pointages soient vus, reçue après eux : ils la contestent ; une reprise, non', () => {
      const dit = (source: Correction['source'], transmisLe: Correction['instant']) => {
        const c = correction('SUPPRESSION', { cible: { genre: 'VISITE', id: 'V' }, instant: h('11:00'), source });
        const i = une(apparier({ pointages: parvenus(transmisLe), visites: v }));
        return retenir(i, [acceptee(c, { recuLe: h('13:00') })], contexte());
      };
      const r = dit('POSTE', h('12:00'));
      expect([r.statut, r.conflit?.phrase.includes('annulation')]).toEqual(['ANNULEE', true]);
      // What could be seen as it was made contests nothing.
      expect(dit('POSTE', h('10:59')).conflit).toBeUndefined();
      expect(dit('REPRISE', h('12:00')).conflit).toBeUndefined();
    });

    it('[CO-8] une correction faite avant qu’ils parviennent ne règle rien, une faite après règle', () => {
      const creation = acceptee(
        correction('CREATION', {
          id: 'CR',
          cible: { genre: 'VISITE', id: 'V' },
          debut: h('08:30'),
          fin: h('09:30'),
          instant: h('11:00'),
          motif: 'PANNE_SVI',
        }),
      );
      const horaire = (quand: string) =>
        acceptee(surA('HORAIRE', { fin: h('09:20'), instant: h(quand), base: ['CR'] }));
      const i = une(apparier({ pointages: parvenus(h('14:00')), visites: v, creations: [creation] }));
      const conflit = (quand: string) => {
        const c = horaire(quand);
        const sur = { ...c, correction: { ...c.correction, cible: { genre: 'CREATION' as const, id: 'CR' } } };
        return retenir(i, [creation, sur], contexte()).conflit;
      };
      expect([conflit('11:05') !== undefined, conflit('14:05')]).toEqual([true, undefined]);
    });

    it('[AP-8] « à la date du » : ce que l’appariement n’avait pas alors n’y est pas', () => {
      const alors = (quand: string) =>
        une(apparier({ pointages: parvenus(h('14:00')), visites: v, auPlusTard: h(quand) })).arrivee?.id;
      expect([alors('13:59'), alors('14:00')]).toEqual([undefined, 'A']);
    });
  });

  it('[DU-1] les secondes d’une correction sont ôtées avant de la juger : la durée est celle que les fichiers montrent', () => {
    const r = retenir(complete(), [acceptee(surA('HORAIRE', { debut: h('08:04:40') }))], contexte());
    expect([heures(r), r.debut]).toEqual(['08:04-09:29', h('08:04')]);
    expect(code(complete(), surA('HORAIRE', { debut: h('10:00:10'), fin: h('10:00:50') }))).toBe('FIN_AVANT_DEBUT');
  });

  it('[CO-1] les ajustements ESPPADOM viennent des faits', () => {
    const ajustement = (i: Intervention, c: Partial<Correction>) =>
      retenir(i, [acceptee(surA('HORAIRE', c))], contexte()).ajustement;
    expect(ajustement(complete(), { debut: h('08:00') })).toBe('COA');
    expect(ajustement(complete(), { fin: h('10:00') })).toBe('COD');
    expect(ajustement(complete(), { debut: h('08:00'), fin: h('10:00') })).toBe('CO2');
    expect(ajustement(complete(), { debut: h('08:31'), fin: h('09:29') })).toBe('');
    expect(retenir(complete(), [acceptee(surA('SUPPRESSION'))], contexte()).ajustement).toBe('SUP');
  });
});

const arbitraire = fc.record({
  nature: fc.constantFrom('HORAIRE', 'MINUTES', 'DONNEES', 'SUPPRESSION', 'RETABLISSEMENT', 'CREATION' as const),
  debut: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
  fin: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
  minutes: fc.integer({ min: -10, max: 300 }),
  instant: fc.integer({ min: 0, max: 40 }),
  verdict: fc.constantFrom('ACCEPTEE', 'REFUSEE', 'TARDIVE', undefined),
  base: fc.integer({ min: 0, max: 7 }),
});
const base = Date.parse('2026-10-01T06:00:00Z');
const instant = (minutes: number) =>
  `${new Date(base + minutes * 60_000).toISOString().slice(0, 19)}Z` as Correction['instant'];
const suites = fc.array(arbitraire, { maxLength: 8 }).map((l) =>
  l.map((x, n): CorrectionSuivie => {
    const c = surA(x.nature, {
      id: `C${n}`,
      instant: instant(1000 + x.instant),
      minutes: x.minutes as never,
      intervenantId: 'I7',
      ...(x.debut === undefined ? {} : { debut: instant(x.debut) }),
      ...(x.fin === undefined ? {} : { fin: instant(x.fin) }),
      base: l.slice(0, Math.min(n, x.base)).map((_, k) => `C${k}`),
    });
    return x.verdict === undefined ? { correction: c } : acceptee(c, { decision: x.verdict });
  }),
);

describe('retenir, propriétés', () => {
  it('[CO-1] une correction ne détruit jamais : brut intact, chacune revient une fois avec son état', () => {
    fc.assert(
      fc.property(suites, (l) => {
        const i = complete();
        const avant = structuredClone(i);
        const r = retenir(i, l, contexte());
        expect(i).toEqual(avant);
        expect(r.corrections.map((j) => j.correction.id).sort()).toEqual(l.map((s) => s.correction.id).sort());
        for (const j of r.corrections)
          if (j.etat === 'REFUSEE' && j.enAttente) expect(j.refus?.message).toMatch(/[.:!]$|\S/);
      }),
      { numRuns: histoires(500) },
    );
  });

  it('[CO-4] l’ordre dans lequel elles arrivent ne change rien', () => {
    fc.assert(
      fc.property(
        suites.chain((l) =>
          fc.tuple(fc.constant(l), fc.shuffledSubarray(l, { minLength: l.length, maxLength: l.length })),
        ),
        ([l, m]) => {
          expect(retenir(complete(), m, contexte())).toEqual(retenir(complete(), l, contexte()));
        },
      ),
      { numRuns: histoires(500) },
    );
  });

  it('[CO-3] quoi qu’on corrige, la fin suit le début et la durée ne dépasse pas dureeMax', () => {
    fc.assert(
      fc.property(suites, (l) => {
        const r = retenir(complete(), l, contexte());
        if (!r.debut || !r.fin) return;
        expect(r.fin > r.debut).toBe(true);
        expect(Date.parse(r.fin) - Date.parse(r.debut)).toBeLessThanOrEqual(840 * 60_000);
        expect(r.minutesComplementaires).toBeGreaterThanOrEqual(0);
        expect(r.minutesComplementaires).toBeLessThanOrEqual(240);
      }),
      { numRuns: histoires(500) },
    );
  });

  it('[CO-3] le juge lit la même chose que tous : ce que devient chacune, l’heure et l’usager', () => {
    const cote = (id: string, hm: string) => ({ id, instant: h(hm), recuLe: h(hm), source: 'SVI' as const });
    const liee = { id: 'P', arrivee: cote('a', '08:31'), depart: cote('d', '09:29') };
    fc.assert(
      fc.property(suites, fc.constantFrom('couverture', 'precedente', undefined), (l, lien) => {
        const i = { ...complete(), ...(lien ? { [lien]: liee } : {}) };
        const { debut, usagerId, corrections } = retenir(i, l, contexte());
        expect(plierVisite(i, l, contexte())).toEqual({ debut, usagerId, corrections });
      }),
      { numRuns: histoires(300) },
    );
  });

  it.each(['HORAIRE', 'RETRAIT'] as const)(
    '[CO-4] quatre cents corrections d’une visite, chacune fondée sur toutes les autres, se plient en un instant (%s)',
    (nature) => {
      const ids = Array.from({ length: 400 }, (_, n) => `C${String(n).padStart(3, '0')}`);
      const cs = ids.map((id, n) => {
        const commun = { id, base: ids.slice(0, n), instant: instantDe(Date.parse(h('12:00')) + n * 1000) };
        if (nature === 'RETRAIT' && n % 2 === 1)
          return acceptee(surA('RETRAIT', { ...commun, retire: ids[n - 1], motif: 'AUTRE', commentaire: 'non' }));
        return acceptee(surA('HORAIRE', { ...commun, fin: h(n % 2 ? '09:45' : '09:50') }));
      });
      const debut = performance.now();
      const r = retenir(complete(), cs, contexte());
      // It took eight seconds and more by walking the ancestry of each.
      expect(performance.now() - debut).toBeLessThan(2_500);
      expect([r.conflit, r.base]).toEqual([undefined, [ids.at(-1)]]);
    },
  );

  it('[CO-4] une correction fondée sur `base` règle tout conflit', () => {
    fc.assert(
      fc.property(suites, (l) => {
        const r = retenir(complete(), l, contexte());
        if (!r.conflit || r.supprimee || r.corrections.some((j) => j.etat === 'SANS_OBJET')) return;
        const c = surA('MINUTES', { id: 'REGLE', instant: instant(5000), minutes: 0 as never, base: r.base });
        const apres = retenir(complete(), [...l, acceptee(c)], contexte());
        expect(apres.conflit).toBeUndefined();
      }),
      { numRuns: histoires(500) },
    );
  });
});
