import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Antenne } from '../contrats/commun';
import { ajouterMois } from '../temps/paris';
import type { DateCivile, Mois } from '../temps/types';
import type { UsagerAgrege } from './agregat';
import { SUIVI_PLANS } from './definitions/suivi-plans';
import type { Matiere, Tranche } from './matiere';
import { tabler } from './moteur';

const MOIS = ['2026-09', '2026-10', '2026-11'] as Mois[];
const minutes = fc.integer({ min: 0, max: 900 });

/** What a plan took in a month: of its own cap, of that of one to three months before, in the period or not. */
const pris = fc.record({
  propre: minutes,
  avant: fc.array(fc.record({ recul: fc.integer({ min: 1, max: 3 }), minutes }), { maxLength: 2 }),
});

/** A plan over the period, with a cap or with none; its usager may be of another antenna each month. */
const plan = fc.record({
  usagerId: fc.constantFrom('U1', 'U2'),
  plafond: fc.option(minutes, { nil: undefined }),
  mois: fc.tuple(...MOIS.map(() => fc.record({ antenne: fc.constantFrom<Antenne>('EST', 'SUD'), pris }))),
});

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const usagerDe = ({ usagerId, plafond, mois }: Plan, rang: number, i: number): UsagerAgrege => {
  const codeFinanceur = 'APA';
  const numeroPec = `${usagerId}-${rang}`;
  const { propre = 0, avant = [] } = mois[i]?.pris ?? {};
  const m = MOIS[i] as Mois;
  const prises = [
    { numeroPec, moisPlafond: m, minutes: propre },
    // Without a cap, nothing is left to be drawn on [FI-6].
    ...(plafond === undefined
      ? []
      : avant.map((x) => ({ numeroPec, moisPlafond: ajouterMois(m, -x.recul), minutes: x.minutes }))),
  ];
  return {
    ...{ usagerId, visites: [], pointages: [], incompletes: [], complements: [] },
    parts: [{ intervenantId: 'I1', codeFinanceur, visites: 1, minutes: 0, prises }],
    plans: [{ numeroPec, codeFinanceur, ...(plafond === undefined ? {} : { plafond }) }],
  };
};

const tranchesDe = (plans: readonly Plan[]): Tranche[] =>
  MOIS.flatMap((mois, i) =>
    (['EST', 'SUD'] as Antenne[]).map((antenne) => ({
      ...{ antenne, mois, clos: true, entier: true, intervenants: {} },
      usagers: plans.flatMap((p, rang) => (p.mois[i]?.antenne === antenne ? [usagerDe(p, rang, i)] : [])),
    })),
  );

const totaux = (tranches: readonly Tranche[], vue: 'periode' | 'mois') => {
  const m: Matiere = {
    demande: {
      ...{ etat: 'suivi-plans', antenne: 'TOUTES', vue },
      ...{ du: '2026-09-01' as DateCivile, au: '2026-11-30' as DateCivile },
    },
    ...{ tranches, visites: [], prevues: [], suspens: [], absences: [] },
    ...{ nomUsager: (id) => id, nomIntervenant: (id) => id },
    financeur: (code) => ({ libelle: code, dispositif: 'APA' }),
  };
  return tabler(SUIVI_PLANS, m).totaux;
};

test('[FI-6] the plans of a period have the same totals whole and month by month, for the service and for one antenna', () => {
  fc.assert(
    fc.property(fc.array(plan, { maxLength: 4 }), (plans) => {
      const service = tranchesDe(plans);
      for (const tranches of [service, service.filter((t) => t.antenne === 'EST')])
        expect(totaux(tranches, 'mois')).toEqual(totaux(tranches, 'periode'));
    }),
    { numRuns: 200 },
  );
});

test('[FI-6] what is left of a cap that the table does not count is offered, the usager having come from another antenna', () => {
  const p: Plan = {
    ...{ usagerId: 'U1', plafond: 600 },
    mois: [
      { antenne: 'SUD', pris: { propre: 560, avant: [] } },
      { antenne: 'EST', pris: { propre: 600, avant: [{ recul: 1, minutes: 21 }] } },
      { antenne: 'EST', pris: { propre: 600, avant: [] } },
    ],
  };
  const ici = tranchesDe([p]).filter((t) => t.antenne === 'EST');
  for (const vue of ['periode', 'mois'] as const)
    expect(totaux(ici, vue)).toMatchObject({ autorise: 1_200, report: 21, consomme: 1_221, ecart: 0, taux: 1_000 });
  for (const vue of ['periode', 'mois'] as const)
    expect(totaux(tranchesDe([p]), vue)).toMatchObject({ autorise: 1_800, report: 0, consomme: 1_781, ecart: 19 });
});
