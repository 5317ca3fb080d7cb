import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import { localParis } from '../../temps/paris';
import { acceptee, apparier, contexte, correction, paris, pointage, visite } from '../../testing/constructeurs';
import type { CorrectionSuivie } from '../types';
import { retenir } from './retenir';
import { h, heures, sansDepart, surA, une } from './testing/retenues';

/** A visit of which nothing was punched, made by hand at 11:00. */
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

describe('retenir : ce qui se contredit', () => {
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

  it('[CO-8] pointages après une création : heures créées retenues, CONFLIT, réglé par une correction postérieure', () => {
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

  describe('[CO-8] la prestation d’une visite créée, que des pointages viennent rejoindre', () => {
    const libre = (codePrestation?: string) =>
      acceptee(
        correction('CREATION', {
          id: 'CR',
          usagerId: 'U1',
          intervenantId: 'I1',
          debut: h('08:30'),
          fin: h('09:30'),
          instant: h('11:00'),
          ...(codePrestation === undefined ? {} : { codePrestation }),
        }),
      );
    const prestations = (creee: CorrectionSuivie, visites: ReturnType<typeof visite>[] = []) => {
      const tardif = pointage('A', '2026-10-01 08:37', { id: 'a', recuLe: h('15:00') });
      const i = une(apparier({ pointages: [tardif], visites, creations: [creee] }));
      const r = retenir(i, [creee], contexte());
      return [i.codePrestation, r.codePrestation, r.conflit?.versions.map((v) => v.codePrestation)];
    };
    const prevue = (codePrestation: string) => visite('V', '2026-10-01 08:30', '2026-10-01 09:30', { codePrestation });

    it('[CO-8] reste celle qui a été saisie, de laquelle dépend qui paie', () => {
      expect(prestations(libre('LM'))).toEqual(['AD', 'LM', ['LM']]);
      expect(prestations(libre('LM'), [prevue('AD')])).toEqual(['AD', 'LM', ['LM']]);
    });
    it('[CO-8] est celle des pointages, ou du planning, où rien n’a été saisi', () => {
      expect(prestations(libre())).toEqual(['AD', 'AD', ['AD']]);
      expect(prestations(libre(), [prevue('LM')])).toEqual(['LM', 'LM', ['LM']]);
    });
  });

  describe('[CO-8] la visite prévue annulée, une autre créée à part, que ses pointages viennent rejoindre', () => {
    const creee = acceptee(
      correction('CREATION', {
        id: 'CR',
        usagerId: 'U1',
        intervenantId: 'I1',
        debut: h('09:30'),
        fin: h('10:30'),
        instant: h('11:00'),
      }),
    );
    const annuler = (quand: string, cible: NonNullable<Correction['cible']> = { genre: 'VISITE', id: 'V' }) =>
      acceptee(correction('SUPPRESSION', { id: 'S', cible, instant: h(quand), motif: 'ABSENCE_USAGER' }));
    const retenue = (annulation: CorrectionSuivie) => {
      const i = une(
        apparier({
          pointages: [
            pointage('A', '2026-10-01 09:32', { id: 'a', recuLe: h('15:00') }),
            pointage('D', '2026-10-01 10:31', { id: 'd', recuLe: h('15:00') }),
          ],
          visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')],
          creations: [creee],
        }),
      );
      return retenir(i, [creee, annulation], contexte());
    };
    it.each(['10:45', '11:30'])('[CO-8] annulée à %s : les heures créées restent, et c’est dit', (quand) => {
      const r = retenue(annuler(quand));
      expect([heures(r), r.statut, r.conflit !== undefined]).toEqual(['09:30-10:30', 'CORRIGEE', true]);
    });
    it('[CO-8] annulée elle-même, ses pointages vus, elle l’est', () => {
      const r = retenue(annuler('16:00', { genre: 'POINTAGE', id: 'a' }));
      expect([r.statut, r.supprimee]).toEqual(['ANNULEE', true]);
    });
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
});
