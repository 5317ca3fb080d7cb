import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { COMMENTAIRE_MAX } from '../../contrats/saisie-commune';
import { instantDe } from '../../temps/paris';
import type { DateCivile, Minutes } from '../../temps/types';
import { acceptee, apparier, contexte, correction, paris, pointage, visite } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { cibleStable } from '../intervention/cibles';
import { contenuDe } from '../intervention/contestee';
import { retenir } from '../intervention/retenir';
import type { CorrectionSuivie, Retenue, Valeurs, VersionConflit } from '../types';
import { champsContestes, garderVersion, versionEnsemble } from './garder';
import { jugerCorrection } from './juger';
import { applique } from './plier';

const h = (local: string) => paris(`2026-10-01 ${local}`);
const une = (is: Intervention[]): Intervention => {
  const [i] = is;
  if (!i) throw new Error('une intervention attendue');
  return i;
};
const planifiee = visite('V', '2026-10-01 08:30', '2026-10-01 09:30');
const arrivee = pointage('A', '2026-10-01 08:31', { id: 'a' });
const VISITES = {
  complete: une(
    apparier({ pointages: [arrivee, pointage('D', '2026-10-01 09:29', { id: 'd' })], visites: [planifiee] }),
  ),
  sansDepart: une(apparier({ pointages: [arrivee], visites: [planifiee] })),
  nonPointee: une(apparier({ visites: [planifiee] })),
};
const plier = (i: Intervention, cs: readonly CorrectionSuivie[]): Retenue => retenir(i, cs, contexte());

/** As a screen does: each correction on top of the one before, later than all; judged before it is written. */
const trancher = (r: Retenue, valeurs: readonly Valeurs[], cs: readonly CorrectionSuivie[], nom = 'Z') => {
  let [base, suite] = [r.base, cs];
  const depart =
    Date.parse(
      cs
        .map((s) => s.correction.instant)
        .sort()
        .at(-1) ?? '',
    ) + 3_600_000;
  const refus: string[] = [];
  valeurs.forEach(({ nature, ...v }, n) => {
    const id = `${nom}${String(n).padStart(2, '0')}`;
    const instant = instantDe(depart + n * 1000);
    const c = correction(nature, { ...v, id, base, instant, cible: r.cible, auteur: nom });
    refus.push(...[jugerCorrection(r.intervention, suite, c, contexte())?.code ?? []].flat());
    suite = [...suite, acceptee(c)];
    base = [id];
  });
  return { suite, refus };
};
const garder = (r: Retenue, v: VersionConflit, cs: readonly CorrectionSuivie[], nom?: string) =>
  trancher(r, garderVersion(v, r, contexte()), cs, nom);

const deux = (i: Intervention, premiere: Partial<Correction>, seconde: Partial<Correction>): CorrectionSuivie[] =>
  [
    { id: 'A', auteur: 'anne', instant: paris('2026-10-02 09:00'), ...premiere },
    { id: 'B', auteur: 'bea', instant: paris('2026-10-02 09:05'), ...seconde },
  ].map((c) => acceptee(correction('DONNEES', { cible: cibleStable(i), ...c })));

describe('garder une version', () => {
  const CAS = [
    ['l’aide', { intervenantId: 'I2' }, { intervenantId: 'I3' }],
    ['l’usager', { usagerId: 'U2' }, { usagerId: 'U3' }],
    ['la prestation', { codePrestation: 'MEN' }, { codePrestation: 'GAR' }],
    ['l’aide et l’usager', { intervenantId: 'I2' }, { usagerId: 'U3' }],
    ['l’aide et les heures', { intervenantId: 'I2' }, { nature: 'HORAIRE', fin: h('10:00') }],
    ['l’aide et une annulation', { intervenantId: 'I2' }, { nature: 'SUPPRESSION' }],
    ['une annulation, puis l’aide', { nature: 'SUPPRESSION' }, { intervenantId: 'I2' }],
    ['l’aide et les minutes', { nature: 'MINUTES', minutes: 10 as Minutes }, { intervenantId: 'I2' }],
  ] as const satisfies readonly (readonly [string, Partial<Correction>, Partial<Correction>])[];
  it.each(CAS)('[CO-4] %s : chacune des deux versions, en une action, est celle qui est retenue', (_, a, b) => {
    for (const i of Object.values(VISITES)) {
      const cs = deux(i, a, b);
      const r = plier(i, cs);
      expect(r.conflit?.versions.map((v) => v.correction.auteur)).toEqual(['anne', 'bea']);
      for (const v of r.conflit?.versions ?? []) {
        const { suite, refus } = garder(r, v, cs);
        const apres = plier(i, suite);
        expect(refus).toEqual([]);
        expect([contenuDe(apres), apres.conflit]).toEqual([contenuDe(v), undefined]);
        expect(suite[2]?.correction.base).toEqual(['A', 'B']);
      }
    }
  });

  it('[CO-4] anne garde son aide : une correction le dit, qui ne touche pas aux heures', () => {
    const r = plier(VISITES.complete, deux(VISITES.complete, { intervenantId: 'I2' }, { intervenantId: 'I3' }));
    const [sienne] = r.conflit?.versions ?? [];
    if (!sienne) throw new Error('deux versions attendues');
    expect([r.intervenantId, sienne.intervenantId, [...champsContestes(r)]]).toEqual(['I3', 'I2', ['intervenantId']]);
    expect(garderVersion(sienne, r, contexte())).toEqual([
      { nature: 'DONNEES', intervenantId: 'I2', motif: 'OUBLI_DEPART' },
    ]);
  });

  it('[CO-4] [CO-3] une version dont le motif a quitté la liste se garde, et dit ce motif en toutes lettres', () => {
    const r = plier(VISITES.complete, deux(VISITES.complete, { intervenantId: 'I2' }, { intervenantId: 'I3' }));
    const [sienne] = r.conflit?.versions ?? [];
    if (!sienne) throw new Error('deux versions attendues');
    const { maintenant, parametresAu } = contexte();
    const depuis = {
      maintenant,
      parametresAu: (d: DateCivile) => ({ ...parametresAu(d), motifs: ['AUTRE', 'URGENCE'] }),
    };
    const dite = { nature: 'DONNEES', intervenantId: 'I2', motif: 'AUTRE' };
    expect(garderVersion(sienne, r, depuis)).toEqual([
      { ...dite, commentaire: 'Version gardée, de motif « Oubli au départ »' },
    ]);
    const expliquee = { ...sienne, correction: { ...sienne.correction, commentaire: 'vue à 9 h' } };
    expect(garderVersion(expliquee, r, depuis)).toEqual([
      { ...dite, commentaire: 'Version gardée, de motif « Oubli au départ » : vue à 9 h' },
    ]);
    const longue = { ...sienne, correction: { ...sienne.correction, commentaire: 'x'.repeat(COMMENTAIRE_MAX) } };
    expect(garderVersion(longue, r, depuis)[0]?.commentaire).toHaveLength(COMMENTAIRE_MAX);
    const emojis = { ...sienne, correction: { ...sienne.correction, commentaire: '👍'.repeat(COMMENTAIRE_MAX / 2) } };
    for (const debut of ['', 'x']) {
      const dits = { ...emojis.correction, commentaire: `${debut}${emojis.correction.commentaire}` };
      const dit = garderVersion({ ...emojis, correction: dits }, r, depuis)[0]?.commentaire;
      expect(dit).not.toMatch(/\p{Surrogate}/u);
    }
    const sansAutre = { maintenant, parametresAu: (d: DateCivile) => ({ ...parametresAu(d), motifs: ['URGENCE'] }) };
    expect(garderVersion(sienne, r, sansAutre)).toMatchObject([{ motif: 'OUBLI_DEPART' }]);
  });

  it('[CO-1] revenue à l’aide qui a pointé, rien n’a changé : aucun ajustement', () => {
    const i = VISITES.complete;
    const cs = deux(i, { nature: 'HORAIRE', fin: h('09:29') }, { intervenantId: 'I3' });
    const r = plier(i, cs);
    const [sienne] = r.conflit?.versions ?? [];
    if (!sienne) throw new Error('deux versions attendues');
    const apres = plier(i, garder(r, sienne, cs).suite);
    expect([r.ajustement, apres.intervenantId, apres.ajustement]).toEqual(['MDT', 'I1', '']);
  });

  it('[CO-4] deux corrections qui s’ajoutent : leur ensemble n’est la version de personne, et se garde aussi', () => {
    const i = VISITES.complete;
    const cs = deux(i, { nature: 'HORAIRE', fin: h('10:00') }, { intervenantId: 'I3' });
    const r = plier(i, cs);
    const ensemble = versionEnsemble(r);
    if (!ensemble) throw new Error('un ensemble attendu');
    expect([ensemble.fin, ensemble.intervenantId]).toEqual([h('10:00'), 'I3']);
    expect(r.conflit?.phrase).toContain('par anne et bea : elles s’ajoutent');
    const apres = plier(i, garder(r, ensemble, cs).suite);
    expect([contenuDe(apres), apres.conflit]).toEqual([contenuDe(r), undefined]);
    expect(versionEnsemble(plier(i, deux(i, { intervenantId: 'I2' }, { intervenantId: 'I3' })))).toBeUndefined();
  });

  it('[CO-4] deux créations de la même visite : la première s’applique, et la phrase le dit', () => {
    const creation = (fin: string) => ({
      nature: 'CREATION' as const,
      debut: h('08:00'),
      fin: h(fin),
      motif: 'OUBLI_TOTAL',
    });
    const r = plier(VISITES.nonPointee, deux(VISITES.nonPointee, creation('09:00'), creation('09:30')));
    expect(r.fin).toBe(h('09:00'));
    expect(r.conflit?.phrase).toContain('par anne et bea : la première s’applique');
  });

  it('[CO-4] tranchée par deux personnes qui ne se voient pas : la dernière vaut, quoi qu’elle ait gardé', () => {
    const i = VISITES.complete;
    const cs = deux(i, { intervenantId: 'I2' }, { intervenantId: 'I3' });
    const r = plier(i, cs);
    const [a, b] = r.conflit?.versions ?? [];
    if (!a || !b) throw new Error('deux versions attendues');
    for (const [premiere, derniere] of [
      [a, b],
      [b, a],
    ] as const) {
      const choix = [...garder(r, premiere, cs, 'X').suite, ...garder(r, derniere, cs, 'Y').suite.slice(cs.length)];
      const apres = plier(i, choix);
      expect(apres.intervenantId).toBe(derniere.intervenantId);
      expect(apres.conflit?.versions.map((v) => v.intervenantId)).toEqual([
        premiere.intervenantId,
        derniere.intervenantId,
      ]);
    }
  });

  it('[CO-4] sur une visite créée, une correction qui n’a pas vu la création en garde les heures : rien n’est à retirer', () => {
    const creee = acceptee(
      correction('CREATION', {
        ...{ id: 'CR', usagerId: 'U1', intervenantId: 'I1', codePrestation: 'AD', debut: h('08:30'), fin: h('09:30') },
        instant: paris('2026-10-02 08:00'),
      }),
    );
    const i = une(apparier({ creations: [creee] }));
    const cible = { genre: 'CREATION' as const, id: 'CR' };
    const minutes = acceptee(
      correction('MINUTES', { id: 'M', cible, base: [], minutes: 10 as Minutes, instant: paris('2026-10-02 09:00') }),
    );
    const cs = [creee, minutes];
    const r = plier(i, cs);
    const version = r.conflit?.versions.find((v) => v.correction.id === 'M');
    if (!version) throw new Error('la version de la correction attendue');
    expect([version.debut, version.fin, version.minutesComplementaires]).toEqual([h('08:30'), h('09:30'), 10]);
    const { suite, refus } = garder(r, version, cs);
    const apres = plier(i, suite);
    expect([refus, apres.conflit, contenuDe(apres)]).toEqual([[], undefined, contenuDe(version)]);
  });

  it('[CO-4] one kept the departure of a visit that another, who has not seen it, only gave an arrival of: withdrawn in an order that leaves no impossible hours', () => {
    const i = VISITES.sansDepart;
    const cible = cibleStable(i);
    const cs = [
      { id: 'A', auteur: 'anne', base: [], debut: h('07:00'), fin: h('07:01') },
      { id: 'B', auteur: 'anne', base: ['A'], fin: h('07:02') },
      { id: 'C', auteur: 'bea', base: [], debut: h('07:01') },
    ].map((c, n) => acceptee(correction('HORAIRE', { cible, instant: paris(`2026-10-02 09:0${n}`), ...c })));
    const r = plier(i, cs);
    expect([r.debut, r.fin]).toEqual([h('07:01'), h('07:02')]);
    const sienne = r.conflit?.versions.find((v) => v.correction.auteur === 'bea');
    if (!sienne) throw new Error('la version de bea attendue');
    expect([sienne.debut, sienne.fin]).toEqual([h('07:01'), undefined]);
    const { suite, refus } = garder(r, sienne, cs);
    const apres = plier(i, suite);
    expect([refus, apres.conflit, contenuDe(apres)]).toEqual([[], undefined, contenuDe(sienne)]);
  });

  it('[CO-4] un pointage venu depuis en empêche une : confirmée une fois, elle ne revient pas', () => {
    const cs = [acceptee(correction('HORAIRE', { id: 'A', cible: { genre: 'POINTAGE', id: 'd' }, fin: h('08:20') }))];
    const r = plier(VISITES.complete, cs);
    const [seule] = r.conflit?.versions ?? [];
    if (!seule) throw new Error('une version attendue');
    const { suite, refus } = garder(r, seule, cs);
    expect([refus, plier(VISITES.complete, suite).conflit]).toEqual([[], undefined]);
    // Made before the punch that hinders: nobody has looked at it yet.
    const avant = acceptee(
      correction('MINUTES', { id: 'M', cible: r.cible, base: ['A'], minutes: 5 as Minutes, instant: h('09:00') }),
    );
    const ancienne = acceptee({ ...(cs[0] as CorrectionSuivie).correction, instant: h('08:45') });
    expect(plier(VISITES.complete, [ancienne, avant]).conflit).toBeDefined();
  });
});

const minute = fc.integer({ min: 0, max: 240 });
const heure = (m: number) => instantDe(Date.parse(h('07:00')) + m * 60_000);
const cote = fc.option(minute.map(heure), { nil: undefined });
const dite: fc.Arbitrary<Partial<Correction> & { nature: Correction['nature'] }> = fc.oneof(
  fc.record({ nature: fc.constantFrom('HORAIRE' as const, 'CREATION' as const), debut: cote, fin: cote }),
  minute.map((m) => ({ nature: 'MINUTES' as const, minutes: m as Minutes })),
  fc.record({
    nature: fc.constant('DONNEES' as const),
    usagerId: fc.constantFrom('U1', 'U2', undefined),
    intervenantId: fc.constantFrom('I1', 'I2', 'I3', undefined),
    codePrestation: fc.constantFrom('AD', 'MEN', undefined),
  }),
  fc.constantFrom({ nature: 'SUPPRESSION' as const }, { nature: 'RETABLISSEMENT' as const }),
  fc.constant({ nature: 'RETRAIT' as const }),
);
/** Who types what; `lit`: they have read all the rest just before. `ecart`: their clock, in seconds. */
const geste = fc.record({
  qui: fc.integer({ min: 0, max: 2 }),
  lit: fc.boolean(),
  ecart: fc.integer({ min: -90, max: 90 }),
  rang: fc.nat(5),
  quoi: dite,
});
const histoire = fc.record({
  visite: fc.constantFrom(...(Object.keys(VISITES) as (keyof typeof VISITES)[])),
  gestes: fc.array(geste, { minLength: 2, maxLength: 9 }),
  /** The order in which the server has them. */
  ordre: fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
  jugees: fc.boolean(),
});

/** Three PCs, each on what it has read and typed; then the server, as they come. */
const vivre = ({ visite: nom, gestes, ordre, jugees }: typeof histoire extends fc.Arbitrary<infer T> ? T : never) => {
  const i = VISITES[nom];
  const vues: CorrectionSuivie[][] = [[], [], []];
  const tous = new Map<string, CorrectionSuivie>();
  gestes.forEach(({ qui, lit, ecart, rang, quoi }, n) => {
    const siennes = [...(lit ? tous.values() : (vues[qui] ?? []))];
    const r = plier(i, siennes);
    const retirables = r.corrections.filter(applique);
    const retire = quoi.nature === 'RETRAIT' ? retirables[rang % retirables.length]?.correction.id : undefined;
    const dernier = r.corrections.at(-1)?.correction.instant;
    const lue = Date.parse(paris('2026-10-02 10:00')) + n * 60_000 + ecart * 1000;
    const c = correction(quoi.nature, {
      ...quoi,
      ...(retire ? { retire } : {}),
      id: `C${n}`,
      auteur: `P${qui}`,
      cible: r.cible,
      base: r.base,
      instant: instantDe(Math.max(lue, dernier ? Date.parse(dernier) + 1000 : 0)),
    });
    if (!jugerCorrection(i, siennes, c, contexte())) {
      vues[qui] = [...siennes, { correction: c }];
      tous.set(c.id, { correction: c });
    }
  });
  if (!jugees) return { i, cs: [...tous.values()] };
  const arrivees = [...tous.values()].map((s, n) => ({ s, n: ordre[n] ?? 0 })).sort((a, b) => a.n - b.n);
  let cs: CorrectionSuivie[] = [];
  for (const { s } of arrivees) {
    const refus = jugerCorrection(i, cs, s.correction, contexte());
    cs = [...cs, acceptee(s.correction, refus ? { decision: 'REFUSEE', refus } : {})];
  }
  return { i, cs };
};

describe('garder une version, propriétés', () => {
  it('[CO-4] quoi qu’aient corrigé trois postes, chaque version se garde telle quelle, en une action que rien ne refuse', () => {
    let conflits = 0;
    fc.assert(
      fc.property(histoire, (x) => {
        const { i, cs } = vivre(x);
        const r = plier(i, cs);
        if (!r.conflit) return;
        conflits++;
        const ensemble = versionEnsemble(r);
        for (const v of [...r.conflit.versions, ...(ensemble ? [ensemble] : [])]) {
          const { suite, refus } = garder(r, v, cs);
          expect(refus).toEqual([]);
          const apres = plier(i, suite);
          expect(contenuDe(apres)).toEqual(contenuDe(v));
          expect(apres.conflit).toBeUndefined();
          expect(suite[cs.length]?.correction.base).toEqual(r.base);
        }
      }),
      { numRuns: histoires(500) },
    );
    expect(conflits).toBeGreaterThan(50);
  });
});
