import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import type { Pointage } from '../../contrats/pointages/pointage';
import { instantDe } from '../../temps/paris';
import type { Instant, Minutes } from '../../temps/types';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  financeur,
  paris,
  pec,
  pointage,
  visite,
} from '../../testing/constructeurs';
import { suivreVisite } from '../alerte/alertes';
import { jugerCorrection } from '../correction/juger';
import type { CorrectionSuivie, Retenue } from '../types';
import { facturerFaite } from '../ventilation/facturer';
import { tableFinanceurs } from '../ventilation/financeurs';
import { indexerCorrections } from './cibles';
import { dureePrevue } from './couverture';
import { estFaite } from './faite';
import { retenir } from './retenir';

const h = (heure: string) => paris(`2026-10-01 ${heure}`);
const deux = (depart: Partial<Pointage> = {}): { porteuse: Intervention; couverte: Intervention } => {
  const is = apparier({
    pointages: [
      pointage('A', '2026-10-01 16:02', { id: 'a' }),
      pointage('D', '2026-10-01 18:01', { id: 'd', ...depart }),
    ],
    visites: [visite('V', '2026-10-01 16:00', '2026-10-01 17:00'), visite('W', '2026-10-01 17:00', '2026-10-01 18:00')],
  });
  const [porteuse, couverte] = [is.find((i) => i.arrivee), is.find((i) => !i.arrivee)];
  if (!porteuse || !couverte) throw new Error('deux visites');
  return { porteuse, couverte };
};
const sur = (cible: Correction['cible'], nature: Correction['nature'], plus: Partial<Correction> = {}) =>
  correction(nature, { cible, motif: 'ERREUR_PLANNING', ...plus });
const a = { genre: 'POINTAGE', id: 'a' } as const;
const w = { genre: 'VISITE', id: 'W' } as const;
const retenues = (...corrections: CorrectionSuivie[]): { porteuse: Retenue; couverte: Retenue } => {
  const { porteuse, couverte } = deux();
  const de = indexerCorrections(corrections);
  return {
    porteuse: retenir(porteuse, de(porteuse), contexte()),
    couverte: retenir(couverte, de(couverte), contexte()),
  };
};

describe('a visit that another one covers', () => {
  it('[AP-11] it has a status of its own, and no hour: one intervention is in the files', () => {
    const { porteuse, couverte } = retenues();
    expect([porteuse.statut, couverte.statut, couverte.statutBrut]).toEqual(['COMPLETE', 'COUVERTE', 'COUVERTE']);
    expect([estFaite(porteuse), estFaite(couverte)]).toEqual([true, false]);
  });

  it('[AP-11] it shares what becomes of its intervention: annulled, restored, given to another aide', () => {
    const annulation = acceptee(sur(a, 'SUPPRESSION', { id: 'S' }));
    expect(retenues(annulation).couverte).toMatchObject({ statut: 'ANNULEE', supprimee: true, corrections: [] });
    const retour = acceptee(sur(a, 'RETABLISSEMENT', { id: 'R', base: ['S'], instant: paris('2026-10-02 11:00') }));
    expect(retenues(annulation, retour).couverte.statut).toBe('COUVERTE');
    const aide = acceptee(sur(a, 'DONNEES', { intervenantId: 'I9' }));
    expect(retenues(aide).couverte).toMatchObject({ intervenantId: 'I9', statut: 'COUVERTE' });
    const heures = retenues(acceptee(sur(a, 'HORAIRE', { fin: h('17:10') })));
    expect([heures.porteuse.statut, heures.couverte.statut, heures.couverte.fin]).toEqual([
      'CORRIGEE',
      'COUVERTE',
      undefined,
    ]);
  });

  it('[AP-11] annulled before it was covered, it alone stays annulled, and can be restored', () => {
    const annulation = acceptee(sur(w, 'SUPPRESSION', { id: 'S' }));
    const { porteuse, couverte } = retenues(annulation);
    expect([porteuse.statut, couverte.statut]).toEqual(['COMPLETE', 'ANNULEE']);
    const retour = sur(w, 'RETABLISSEMENT', { base: ['S'], instant: paris('2026-10-02 11:00') });
    expect(jugerCorrection(deux().couverte, [annulation], retour, contexte())).toBeUndefined();
    expect(retenues(annulation, acceptee(retour)).couverte.statut).toBe('COUVERTE');
  });

  it('[AP-11] [CO-3] it refuses a CREATION as a punched one does, and any other correction: the one that covers it is named', () => {
    const { couverte } = deux();
    const refus = (nature: Correction['nature'], plus: Partial<Correction> = {}) =>
      jugerCorrection(couverte, [], sur(w, nature, plus), contexte());
    const creation = { debut: h('17:00'), fin: h('18:00') };
    expect(refus('CREATION', creation)).toEqual({
      code: 'DEJA_POINTEE',
      message: 'Cette visite est couverte par celle de 16 h 02 : corrigez celle-là au lieu de la créer.',
    });
    for (const nature of ['HORAIRE', 'MINUTES', 'DONNEES', 'SUPPRESSION', 'RETABLISSEMENT'] as const)
      expect(refus(nature, { ...creation, minutes: 5 as Minutes, intervenantId: 'I9' })).toEqual({
        code: 'COUVERTE',
        message: 'Cette visite est couverte par celle de 16 h 02 : corrigez celle-là.',
      });
    // Even if what covers it is annulled.
    const annulation = acceptee(sur(a, 'SUPPRESSION', { instant: paris('2026-10-01 20:00') }));
    expect(jugerCorrection(couverte, [annulation], sur(w, 'CREATION', creation), contexte())?.code).toBe(
      'DEJA_POINTEE',
    );
  });

  it('[AP-11] [DU-2] the planned duration of its intervention is the sum of both', () => {
    const prises = [pec('P1', 'CNAV')];
    const duree = (regle: Parameters<typeof financeur>[2]) => {
      const t = tableFinanceurs([financeur('PROPRE', 'TARIF_PROPRE'), financeur('CNAV', 'CAISSE_RETRAITE', regle)]);
      if (!t.ok) throw new Error(t.refus.message);
      const { porteuse } = retenues();
      return estFaite(porteuse) ? facturerFaite(porteuse, prises, t.valeur).duree : undefined;
    };
    expect([duree({}), duree({ tolerance: 5 as Minutes }), duree({ plafondPrevu: true })]).toEqual([119, 120, 119]);
  });

  it('[AP-11] [DU-2] annulled by itself, it counts no more in the planned duration of the one that covers it', () => {
    const prises = [pec('P1', 'CNAV')];
    const t = tableFinanceurs([
      financeur('PROPRE', 'TARIF_PROPRE'),
      financeur('CNAV', 'CAISSE_RETRAITE', { plafondPrevu: true }),
    ]);
    if (!t.ok) throw new Error(t.refus.message);
    const dites = (...cs: CorrectionSuivie[]) => {
      const { porteuse, couverte } = retenues(...cs);
      const duree = estFaite(porteuse) ? facturerFaite(porteuse, prises, t.valeur).duree : undefined;
      return [duree, dureePrevue(porteuse.intervention), couverte.statut];
    };
    const annulation = acceptee(sur(w, 'SUPPRESSION', { id: 'S', instant: h('07:00') }));
    expect(dites()).toEqual([119, 120, 'COUVERTE']);
    expect(dites(annulation)).toEqual([60, 60, 'ANNULEE']);
    const retour = acceptee(sur(w, 'RETABLISSEMENT', { base: ['S'], instant: h('07:30') }));
    expect(dites(annulation, retour)).toEqual([119, 120, 'COUVERTE']);
    const retrait = acceptee(sur(w, 'RETRAIT', { retire: 'S', base: ['S'], instant: h('07:30') }));
    expect(dites(annulation, retrait)).toEqual([119, 120, 'COUVERTE']);
    // Of three, the one that was not annulled still counts; what is said of one alone is in no history but its own.
    const is = apparier({
      pointages: [pointage('A', '2026-10-01 16:02', { id: 'a' }), pointage('D', '2026-10-01 19:01', { id: 'd' })],
      visites: [16, 17, 18].map((n) => visite(`V${n}`, `2026-10-01 ${n}:00`, `2026-10-01 ${n + 1}:00`)),
    });
    const seule = acceptee(sur({ genre: 'VISITE', id: 'V17' }, 'SUPPRESSION', { instant: h('07:00') }));
    const porteuse = is.find((i) => i.arrivee);
    if (!porteuse) throw new Error('une visite pointée');
    const r = retenir(porteuse, indexerCorrections([seule])(porteuse), contexte());
    expect([dureePrevue(r.intervention), r.corrections, r.base]).toEqual([120, [], []]);
  });

  it('[AP-11] [CO-3] a departure punched in the very minute of its middle is no correction: it stays covered', () => {
    const { couverte } = deux({ instant: '2026-10-01T15:30:20Z' as Instant });
    expect(couverte.couverture).toBeDefined();
    const annulation = sur(w, 'SUPPRESSION', { source: 'POSTE', instant: h('20:00') });
    expect(jugerCorrection(couverte, [], annulation, contexte())?.code).toBe('COUVERTE');
  });

  it('[AP-11] [CO-3] left before its middle, says a correction, it can be annulled or created by itself', () => {
    const { couverte } = deux();
    const parti = (fin: string, plus: Partial<Correction> = {}) =>
      acceptee(sur(a, 'HORAIRE', { id: 'H', fin: h(fin), instant: h('19:00'), ...plus }));
    const refus = (cs: CorrectionSuivie[], nature: Correction['nature'], plus: Partial<Correction> = {}) =>
      jugerCorrection(couverte, cs, sur(w, nature, { instant: h('20:00'), ...plus }), contexte())?.code;
    const creation = { debut: h('17:00'), fin: h('18:00') };
    const dits = (cs: CorrectionSuivie[], plus: Partial<Correction> = {}) => [
      refus(cs, 'SUPPRESSION', plus),
      refus(cs, 'CREATION', { ...creation, ...plus }),
      refus(cs, 'MINUTES', { minutes: 5 as Minutes, ...plus }),
    ];
    expect(dits([parti('17:30')])).toEqual([undefined, undefined, 'COUVERTE']);
    expect(dits([parti('17:31')])).toEqual(['COUVERTE', 'DEJA_POINTEE', 'COUVERTE']);
    // It is the rule's letter that history taken over is judged by; what came after says nothing of what was typed before.
    expect(dits([parti('17:00')], { source: 'REPRISE' })).toEqual(['COUVERTE', 'DEJA_POINTEE', 'COUVERTE']);
    expect(dits([parti('17:00', { instant: h('21:00') })])).toEqual(['COUVERTE', 'DEJA_POINTEE', 'COUVERTE']);
    const etat = (...cs: CorrectionSuivie[]) => {
      const r = retenues(parti('17:00'), ...cs);
      return [r.couverte.statut, r.couverte.quittee, dureePrevue(r.porteuse.intervention)];
    };
    expect(etat()).toEqual(['COUVERTE', true, 120]);
    expect(etat(acceptee(sur(w, 'SUPPRESSION', { instant: h('20:00') })))).toEqual(['ANNULEE', true, 60]);
    expect(etat({ correction: sur(w, 'CREATION', { ...creation, instant: h('20:00') }) })[0]).toBe('CREEE');
    expect(retenues(parti('17:31')).couverte.quittee).toBeUndefined();
  });

  it('[AP-11] [AL-5] it is in no alert, and takes nothing of a plan: its intervention takes it all', () => {
    const { porteuse, couverte } = retenues();
    const suivie = (r: Retenue) => suivreVisite(r, contexte('2026-10-01 20:00'), () => undefined);
    expect(suivie(couverte)).toMatchObject({ alertes: [], charge: undefined, aRetirer: undefined });
    expect(suivie(porteuse)).toMatchObject({ alertes: [], charge: { prevu: 120, faite: true } });
  });
});

describe('a visit that follows one which goes on', () => {
  const a = (...corrections: CorrectionSuivie[]) => {
    const is = apparier({
      pointages: [pointage('A', '2026-10-01 16:02', { id: 'a' })],
      visites: [
        visite('V', '2026-10-01 16:00', '2026-10-01 17:00'),
        visite('W', '2026-10-01 17:00', '2026-10-01 18:00'),
      ],
    });
    const de = indexerCorrections(corrections);
    return (heure: string) =>
      Object.fromEntries(
        is.map((i) => {
          const c = contexte(heure);
          const r = retenir(i, de(i), c);
          const genres = suivreVisite(r, c, () => undefined).alertes.map((x) => x.genre);
          return [i.visite?.id, [r.statut, ...genres]];
        }),
      );
  };

  it('[AP-11] [AL-5] its aide is there already: it is not late, nor is her departure before the end of the last', () => {
    const dites = a();
    expect(dites('2026-10-01 17:59')).toEqual({ V: ['EN_COURS'], W: ['PREVUE'] });
    expect(dites('2026-10-01 18:30')).toEqual({ V: ['EN_COURS'], W: ['NON_POINTEE'] });
    expect(dites('2026-10-01 18:31')).toEqual({ V: ['EN_COURS', 'DEPART_EN_RETARD'], W: ['NON_POINTEE'] });
  });

  it('[AP-11] [AL-5] once it is said that she left, or that nobody knows, it is late as any other', () => {
    const parti = acceptee(
      sur({ genre: 'POINTAGE', id: 'a' }, 'HORAIRE', { fin: h('17:00'), instant: paris('2026-10-01 17:05') }),
    );
    expect(a(parti)('2026-10-01 17:20')).toEqual({ V: ['CORRIGEE'], W: ['PREVUE', 'VISITE_NON_COMMENCEE'] });
    expect(a()('2026-10-02 06:03')).toEqual({
      V: ['SANS_DEPART', 'APPEL_INCOMPLET'],
      W: ['NON_POINTEE', 'VISITE_NON_COMMENCEE'],
    });
  });
});

describe('whatever the day', () => {
  const zero = Date.parse(h('08:00'));
  const a_ = (minute: number) => instantDe(zero + minute * 60_000);
  const journee = fc
    .record({
      durees: fc.array(fc.constantFrom(15, 30, 60), { minLength: 2, maxLength: 4 }),
      ecarts: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }),
      arrivee: fc.integer({ min: -10, max: 20 }),
      depart: fc.option(fc.integer({ min: 0, max: 260 }), { nil: undefined }),
    })
    .map(({ durees, ecarts, arrivee, depart }) => {
      let debut = 0;
      const visites = durees.map((duree, n) => {
        const v = visite(`V${n}`, '2026-10-01 08:00', '2026-10-01 09:00', { debut: a_(debut), fin: a_(debut + duree) });
        debut += duree + (ecarts[n] ?? 0);
        return v;
      });
      return apparier({
        visites,
        pointages: [
          pointage('A', '2026-10-01 08:00', { id: 'a', instant: a_(arrivee) }),
          ...(depart === undefined
            ? []
            : [pointage('D', '2026-10-01 08:00', { id: 'd', instant: a_(Math.max(arrivee + 1, depart)) })]),
        ],
      });
    });
  const suivie = (i: Intervention, t: number) => {
    const c = { ...contexte(), maintenant: instantDe(zero + t * 1000) };
    return { r: retenir(i, [], c), ...suivreVisite(retenir(i, [], c), c, () => undefined) };
  };
  const seconde = fc.integer({ min: 0, max: 30 * 3600 });

  it('[AP-11] a covered visit is never NON_POINTEE, nor in an alert', () => {
    let couvertes = 0;
    fc.assert(
      fc.property(journee, seconde, (is, t) => {
        for (const i of is.filter((x) => x.couverture)) {
          couvertes += 1;
          const { r, alertes, charge } = suivie(i, t);
          expect([r.statutBrut, r.statut, alertes, charge]).toEqual(['COUVERTE', 'COUVERTE', [], undefined]);
        }
      }),
    );
    expect(couvertes).toBeGreaterThan(20);
  });

  it('[AL-5] [AP-11] of visits that follow each other too, nothing changes before the hour that is said', () => {
    fc.assert(
      fc.property(journee, seconde, seconde, (is, x, y) => {
        const [t0, t1] = [Math.min(x, y), Math.max(x, y)];
        for (const i of is) {
          const [avant, apres] = [suivie(i, t0), suivie(i, t1)];
          const dit = ({ alertes, charge, aRetirer }: typeof avant) => JSON.stringify([alertes, charge, aRetirer]);
          expect(dit(avant) === dit(apres) || avant.echeance <= instantDe(zero + t1 * 1000)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
