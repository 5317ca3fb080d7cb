import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lecteurParametres } from '../../contrats/exploitation/parametre';
import { PARAMETRES } from '../../contrats/exploitation/table-parametres';
import { estOuvert } from '../../temps/ouvres';
import { epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { jour, paris } from '../../testing/constructeurs';
import { aDire, type Dit, departDe, type Incident, nomEtape, type Reglages, reglagesVeille } from './etapes';
import { dansHeures } from './garde';

const REGLAGES: Reglages = {
  fenetreVeille: PARAMETRES.fenetreVeille.defaut,
  ouvertes: PARAMETRES.heuresOuverture.defaut,
  veilleCalme: {},
  escaladeApres: PARAMETRES.escaladeApres.defaut,
  veilleRemonte: PARAMETRES.veilleRemonte.defaut,
};
const [A, B, C] = ['+33600000001', '+33600000002', '+33600000003'].map((mobile) => ({ mobile }));
if (!A || !B || !C) throw new Error('trois personnes');

/** Saturday 28 November 2026: offices are closed all day. */
const samedi = (h: string): Instant => paris(`2026-11-28 ${h}`);
const manquee = (plus: Partial<Incident> = {}): Incident => ({
  ne: samedi('10:15'),
  fin: samedi('11:00'),
  vrai: true,
  vu: false,
  ...plus,
});
const dit = (plus: Partial<Dit> = {}): Dit => ({
  ...{ rang: 1, fin: false, mobile: A.mobile, prepareLe: samedi('10:15'), issue: 'REMIS' },
  ...plus,
});
const aux = (i: Incident, dits: readonly Dit[], h: string | Instant, plus: Partial<Reglages> = {}, chaine = [A, B]) =>
  aDire(i, dits, chaine, {
    maintenant: h.length > 5 ? (h as Instant) : samedi(h),
    reglages: { ...REGLAGES, ...plus },
  }).map((x) => `${nomEtape(x)} ${x.mobile.at(-1)}`);

describe('whom to tell now', () => {
  test('[AL-7] the person on call, then the next after a quarter of an hour without an acknowledgement', () => {
    expect(aux(manquee(), [], '10:16')).toEqual(['1 1']);
    expect(aux(manquee(), [dit()], '10:29')).toEqual([]);
    expect(aux(manquee(), [dit()], '10:30')).toEqual(['2 2']);
    expect(aux(manquee(), [dit()], '10:20', { escaladeApres: 5 })).toEqual(['2 2']);
    expect(aux(manquee({ vu: true }), [dit()], '10:45')).toEqual([]);
    expect(aux(manquee(), [dit(), dit({ rang: 2, mobile: B.mobile })], '11:45')).toEqual([]);
  });

  test('[AL-7] the next at once, where the first message could not be delivered', () => {
    for (const issue of ['ECHOUE', 'SANS_EFFET'] as const)
      expect(aux(manquee(), [dit({ issue })], '10:16')).toEqual(['2 2']);
  });

  test('[AL-7] who is on call at that minute: a list that has changed hands goes on with the next person', () => {
    expect(aux(manquee(), [dit()], '10:40', {}, [A, C])).toEqual(['2 3']);
    expect(aux(manquee(), [], '10:16', {}, [])).toEqual([]);
  });

  test('[AL-7] once over, each who was told is told so, once; then never again, even if it comes back', () => {
    const deux = [dit(), dit({ rang: 2, mobile: B.mobile, issue: 'SANS_EFFET' })];
    expect(aux(manquee({ vrai: false, vu: true }), deux, '10:50')).toEqual(['1-fin 1']);
    const finis = [...deux, dit({ fin: true })];
    expect(aux(manquee({ vrai: false }), finis, '10:51')).toEqual([]);
    expect(aux(manquee(), finis, '11:51')).toEqual([]);
    expect(aux(manquee({ vrai: false }), [], '10:50')).toEqual([]);
    expect(aux(manquee({ vrai: false }), [dit({ issue: 'A_PARTIR' })], '10:50')).toEqual([]);
  });

  test('[AL-7] in opening hours it is on the antenna’s screens: at closing, only what is still going on is told', () => {
    const lundi = (h: string): Instant => paris(`2026-11-30 ${h}`);
    const encours = { ne: lundi('16:55'), fin: lundi('18:00'), vrai: true, vu: false };
    expect(aux(encours, [], lundi('16:59'))).toEqual([]);
    expect(aux(encours, [], lundi('17:00'))).toEqual(['1 1']);
    expect(aux({ ...encours, ne: lundi('10:15'), fin: lundi('11:00') }, [], lundi('17:00'))).toEqual([]);
    const depart = { ne: lundi('16:30'), vrai: true, vu: false };
    expect(aux(depart, [], lundi('17:00'))).toEqual(['1 1']);
    // Told at 8:10, over at 8:40: who was told is told so, offices open or not; and the next person is not called.
    const tot = [dit({ prepareLe: lundi('08:10') })];
    expect(aux({ ...depart, ne: lundi('08:05') }, tot, lundi('08:40'))).toEqual([]);
    expect(aux({ ...depart, ne: lundi('08:05'), vrai: false }, tot, lundi('08:40'))).toEqual(['1-fin 1']);
  });

  test('[AL-7] by the hours of its antenna; what is of none goes by the service’s', () => {
    const p = {
      ...lecteurParametres([])(jour('2026-11-30')),
      heuresAntennes: { SUD: { debut: '08:30', fin: '18:15' } },
    };
    expect([reglagesVeille(p, 'SUD').ouvertes, reglagesVeille(p, 'EST').ouvertes]).toEqual([
      { debut: '08:30', fin: '18:15' },
      { debut: '08:30', fin: '17:00' },
    ]);
    const incident = { ne: paris('2026-11-30 17:05'), fin: paris('2026-11-30 19:00'), vrai: true, vu: false };
    const a = (antenne: 'SUD' | 'EST' | undefined, h: string) =>
      aux(incident, [], paris(`2026-11-30 ${h}`), reglagesVeille(p, antenne));
    expect([a('SUD', '18:14'), a('SUD', '18:15')]).toEqual([[], ['1 1']]);
    expect([a('EST', '17:05'), a(undefined, '17:05')]).toEqual([['1 1'], ['1 1']]);
  });

  test('[AL-7] from 8:00 to 20:30 only, and not in the quiet hour; what lasts is told then', () => {
    const soir = manquee({ ne: samedi('20:35'), fin: samedi('21:00') });
    expect(aux(soir, [], '20:36')).toEqual([]);
    expect(aux(soir, [], paris('2026-11-29 07:59'))).toEqual([]);
    expect(aux(soir, [], paris('2026-11-29 08:00'))).toEqual(['1 1']);
    const calme = { veilleCalme: { debut: '12:30', fin: '13:00' } };
    const midi = manquee({ ne: samedi('12:31'), fin: samedi('14:00') });
    expect(aux(midi, [], '12:59', calme)).toEqual([]);
    expect(aux(midi, [], '13:00', calme)).toEqual(['1 1']);
  });

  test('[AL-7] what is too old is not told after a stop of the service', () => {
    expect(aux(manquee(), [], '20:00', { veilleRemonte: 2 })).toEqual([]);
    // Told on Saturday, taken by nobody: those of Sunday are not told of it.
    expect(aux(manquee(), [dit()], '12:15', { veilleRemonte: 2 })).toEqual(['2 2']);
    expect(aux(manquee(), [dit()], '12:16', { veilleRemonte: 2 })).toEqual([]);
    expect(aux(manquee(), [dit()], paris('2026-11-29 08:00'))).toEqual([]);
  });

  test('[AL-7] its age is that of the clock: the night that has an hour more makes no evening older, nor one less any younger', () => {
    const depart = (ne: string) => ({ ne: paris(ne), vrai: true, vu: false });
    for (const [soir, matin] of [
      ['2026-10-24', '2026-10-25'],
      ['2026-11-28', '2026-11-29'],
      ['2026-03-28', '2026-03-29'],
    ]) {
      expect(aux(depart(`${soir} 20:45`), [], paris(`${matin} 08:00`))).toEqual(['1 1']);
      expect(aux(depart(`${soir} 19:59`), [], paris(`${matin} 08:00`))).toEqual([]);
      const ecrit = dit({ prepareLe: paris(`${soir} 20:29`) });
      const quand = { maintenant: paris(`${matin} 08:00`), reglages: REGLAGES };
      expect(departDe(depart(`${soir} 20:28`), ecrit, quand)).toBe('PART');
    }
  });
});

test('[AL-7] a message that could not leave waits for the hours of the watch, and is dropped once it has no reason', () => {
  const depart = (i: Incident, h: string | Instant, plus: Partial<Dit> = {}) =>
    departDe(i, dit(plus), { maintenant: h.length > 5 ? (h as Instant) : samedi(h), reglages: REGLAGES });
  expect(depart(manquee(), '10:20')).toBe('PART');
  expect(depart(manquee(), '20:30', { prepareLe: samedi('20:29') })).toBe('ATTEND');
  const tard = manquee({ ne: samedi('20:28') });
  expect(depart(tard, paris('2026-11-29 08:00'), { prepareLe: samedi('20:29') })).toBe('PART');
  expect(depart(manquee(), paris('2026-11-29 08:00'), { prepareLe: samedi('20:29') })).toBe('SANS_OBJET');
  expect(depart(manquee(), paris('2026-11-30 08:00'), { prepareLe: samedi('20:29') })).toBe('SANS_OBJET');
  expect(depart(manquee({ vu: true }), '10:20')).toBe('SANS_OBJET');
  expect(depart(manquee({ vrai: false }), '10:20')).toBe('SANS_OBJET');
  expect(depart(manquee({ vrai: false, vu: true }), '10:20', { fin: true })).toBe('PART');
  const lundi = { prepareLe: paris('2026-11-30 08:29') };
  expect(depart(manquee({ ne: paris('2026-11-30 08:29') }), paris('2026-11-30 08:30'), lundi)).toBe('ATTEND');
  expect(depart(manquee({ vrai: false }), paris('2026-11-30 08:30'), { ...lundi, fin: true })).toBe('PART');
});

/** One incident over a few days, told minute by minute: what was told, and when. */
type Partie = {
  incident: Omit<Incident, 'vrai' | 'vu'>;
  finit: Instant;
  vuA: Instant;
  issues: Dit['issue'][];
  r: Reglages;
};
const jouer = ({ incident, finit, vuA, issues, r }: Partie, depuis: Instant, minutes: number) => {
  const dits: Dit[] = [];
  for (let m = 0; m < minutes; m += 1) {
    const maintenant = instantDe(epochMs(depuis) + m * 60_000);
    if (maintenant < incident.ne) continue;
    const etat = { ...incident, vrai: maintenant < finit, vu: maintenant >= vuA };
    for (const x of aDire(etat, dits, [A, B, C], { maintenant, reglages: r }))
      dits.push({ ...x, prepareLe: maintenant, issue: issues[dits.length % issues.length] ?? 'REMIS' });
  }
  return dits;
};

describe('over days, minute by minute', () => {
  const depuis = paris('2026-11-27 12:00');
  const MINUTES = 40 * 60;
  const minute = fc.integer({ min: 0, max: MINUTES }).map((m) => instantDe(epochMs(depuis) + m * 60_000));
  const partie = fc.record({
    ne: minute,
    duree: fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined }),
    finit: minute,
    vuA: minute,
    issues: fc.array(fc.constantFrom<Dit['issue']>('A_PARTIR', 'EN_ROUTE', 'REMIS', 'ECHOUE', 'SANS_EFFET'), {
      minLength: 1,
      maxLength: 3,
    }),
    escaladeApres: fc.integer({ min: 1, max: 40 }),
    veilleCalme: fc.constantFrom({}, { debut: '12:30', fin: '13:30' }),
  });

  test('[AL-7] never twice at one step, to nobody twice, never out of hours, none forgotten', () => {
    fc.assert(
      fc.property(partie, ({ ne, duree, finit, vuA, issues, escaladeApres, veilleCalme }) => {
        const r = { ...REGLAGES, escaladeApres, veilleCalme };
        const fin = duree === undefined ? undefined : instantDe(epochMs(ne) + duree * 60_000);
        const dits = jouer({ incident: { ne, fin }, finit, vuA, issues, r }, depuis, MINUTES);
        const etapes = dits.map(nomEtape);
        expect(new Set(etapes).size).toBe(etapes.length);
        const debuts = dits.filter((d) => !d.fin);
        expect(new Set(debuts.map((d) => d.mobile)).size).toBe(debuts.length);
        const calme = (i: Instant) =>
          veilleCalme.debut !== undefined && dansHeures(i, { debut: '12:30', fin: '13:30' });
        for (const d of dits) {
          expect(dansHeures(d.prepareLe, r.fenetreVeille) && !calme(d.prepareLe)).toBe(true);
          if (d.fin) expect(d.prepareLe >= finit && debuts.some((x) => x.rang === d.rang)).toBe(true);
          else expect(estOuvert(d.prepareLe, r.ouvertes) || d.prepareLe >= finit || d.prepareLe >= vuA).toBe(false);
        }
        for (const [n, d] of debuts.entries()) {
          const avant = debuts[n - 1];
          if (avant && avant.issue !== 'ECHOUE' && avant.issue !== 'SANS_EFFET')
            expect(epochMs(d.prepareLe) - epochMs(avant.prepareLe)).toBeGreaterThanOrEqual(escaladeApres * 60_000);
        }
        // Counted another way: the first minute at which it had to be told.
        const due = Array.from({ length: MINUTES }, (_, m) => instantDe(epochMs(depuis) + m * 60_000)).find(
          (i) =>
            i >= ne &&
            i < finit &&
            i < vuA &&
            epochMs(i) - epochMs(ne) <= 12 * 3_600_000 &&
            dansHeures(i, r.fenetreVeille) &&
            !calme(i) &&
            !estOuvert(i, r.ouvertes) &&
            (!estOuvert(ne, r.ouvertes) || fin === undefined || i < fin),
        );
        expect(debuts[0]?.prepareLe).toBe(due);
      }),
      { numRuns: 25 },
    );
  });
});
