import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Marque } from '../../contrats/exploitation/disponibilite';
import {
  type ConstatExterieur,
  type EssaiExterieur,
  idConstatExterieur,
  RAISONS,
} from '../../contrats/exploitation/sonde-exterieure';
import { ajouterMois, debutDuJour, epochMs, instantDe, premierJour } from '../../temps/paris';
import type { Instant, Mois } from '../../temps/types';
import { bilanDe } from './bilan';
import { causeDe, coupuresExterieures, jugerEssai, mesurerExterieur, reunirEssais, reunirPannes } from './exterieure';

const DEPART = '2026-11-25T09:00:07Z' as Instant;
const apres = (s: number): Instant => instantDe(epochMs(DEPART) + s * 1_000);
const constat = (c: Partial<ConstatExterieur> & Pick<ConstatExterieur, 'quoi'>, s: number): ConstatExterieur => {
  const instant = apres(s);
  const base = { _id: idConstatExterieur(instant, 'A', c.quoi), type: 'constat-exterieur', recuLe: instant };
  return { ...base, instant, appelId: 'A', ...c } as ConstatExterieur;
};
const confirme = (s: number) => constat({ quoi: 'CONFIRME' }, s);
const entrant = (erreur = false) => constat({ quoi: 'ENTRANT_FINI', erreur }, 8);
const sortant = (fin: 'OCCUPE' | 'SANS_REPONSE' | 'REFUSE' | 'DECROCHE' | 'PERDU') =>
  constat({ quoi: 'SORTANT_FINI', essai: DEPART, fin }, 20);
const juger = (
  constats: ConstatExterieur[],
  o: { a?: number; raison?: 'CREDIT' | 'API_MUETTE'; webhooks?: Marque[] } = {},
) =>
  jugerEssai(
    { essai: DEPART, ...(o.raison ? { raison: o.raison } : {}) },
    { constats, webhooks: o.webhooks ?? ['R', 'R'], maintenant: apres(o.a ?? 100) },
  );

describe('verdict', () => {
  it('[DI-1] holds when its confirmation was spoken within 60 s, the limit included; known at once, and for good', () => {
    expect(juger([confirme(12)], { a: 13 })).toEqual({ instant: DEPART, issue: 'REUSSI', secondes: 12 });
    expect(juger([confirme(60)])).toMatchObject({ issue: 'REUSSI', secondes: 60 });
    expect(juger([confirme(61)])).toMatchObject({ issue: 'ECHEC', raison: 'LENT' });
    expect(juger([confirme(-3)])).toMatchObject({ issue: 'REUSSI', secondes: 0 });
    expect(juger([confirme(30)], { raison: 'API_MUETTE', webhooks: ['E', 'E'] })).toMatchObject({ issue: 'REUSSI' });
    // Of another check.
    expect(juger([confirme(900)])).toMatchObject({ raison: 'JAMBE_PERDUE' });
  });

  it('[DI-2] is waited for 90 s, unless the launch itself was refused', () => {
    expect(juger([sortant('OCCUPE')], { a: 89 })).toEqual({ instant: DEPART, issue: 'ATTENTE' });
    expect(juger([sortant('OCCUPE')], { a: 90 })).toMatchObject({ issue: 'ECHEC', raison: 'OCCUPE' });
    expect(juger([], { a: 1, raison: 'CREDIT' })).toMatchObject({ issue: 'ECHEC', raison: 'CREDIT' });
  });

  it.each([
    ['nothing came back', [], [], 'JAMBE_PERDUE', 'OPERATEUR'],
    ['busy', [sortant('OCCUPE')], [], 'OCCUPE', 'NUMERO'],
    ['rings', [sortant('SANS_REPONSE')], [], 'SANS_REPONSE', 'NUMERO'],
    ['refused', [sortant('REFUSE')], [], 'NUMERO_REFUSE', 'NUMERO'],
    ['answered by another', [sortant('DECROCHE')], [], 'AILLEURS', 'NUMERO'],
    ['cut', [sortant('PERDU')], [], 'JAMBE_PERDUE', 'OPERATEUR'],
    ['its keys lost', [entrant(), sortant('DECROCHE')], [], 'TOUCHES_PERDUES', 'OPERATEUR'],
    ['our error', [entrant(true), sortant('DECROCHE')], [], 'SVI', 'NOUS'],
    ['our webhooks down', [sortant('DECROCHE')], ['E'], 'SVI', 'NOUS'],
  ] as const)('[DI-2] its reason and its cause: %s', (_, constats, webhooks, raison, cause) => {
    const e = juger([...constats], { webhooks: [...webhooks] });
    expect(e).toEqual({ instant: DEPART, issue: 'ECHEC', raison });
    expect(causeDe(e)).toBe(cause);
  });

  it('[DI-2] the same, whatever the order of its facts, and however often they come', () => {
    const fait = fc.oneof(
      fc.integer({ min: -40, max: 300 }).map(confirme),
      fc.boolean().map(entrant),
      fc.constantFrom('OCCUPE', 'SANS_REPONSE', 'REFUSE', 'DECROCHE', 'PERDU').map((f) => sortant(f as 'OCCUPE')),
    );
    fc.assert(
      fc.property(fc.array(fait, { maxLength: 8 }), fc.integer({ min: 0, max: 300 }), (faits, a) => {
        const une = juger(faits, { a });
        expect(juger([...faits].reverse(), { a })).toEqual(une);
        expect(juger([...faits, ...faits], { a })).toEqual(une);
      }),
    );
  });
});

const essais = fc
  .array(
    fc.record({
      k: fc.nat(60),
      issue: fc.constantFrom('REUSSI', 'ECHEC', 'ATTENTE', 'MAINTENANCE'),
      r: fc.constantFrom(...RAISONS),
    }),
    { maxLength: 40 },
  )
  .map((liste) =>
    liste.map(
      ({ k, issue, r }): EssaiExterieur => ({
        instant: instantDe(epochMs('2026-11-30T20:00:00Z' as Instant) + k * 900_000),
        issue: issue as EssaiExterieur['issue'],
        ...(issue === 'ECHEC' ? { raison: r } : {}),
        ...(issue === 'REUSSI' ? { secondes: k } : {}),
      }),
    ),
  );
const melange = (liste: readonly EssaiExterieur[]): EssaiExterieur[] =>
  [...liste].sort((a, b) => ((a.secondes ?? 3) % 5) - ((b.secondes ?? 2) % 5)).reverse();
const somme = (l: readonly { essais: number }[]): number => l.reduce((n, c) => n + c.essais, 0);
const MOIS = ['2026-11', '2026-12'] as Mois[];
const bornes = (m: Mois) => ({ de: debutDuJour(premierJour(m)), avant: debutDuJour(premierJour(ajouterMois(m, 1))) });

describe('outages', () => {
  it('[DI-3] checks in any order, seen twice or not: one day, and every failed one in one outage', () => {
    fc.assert(
      fc.property(essais, essais, (a, b) => {
        const reunis = reunirEssais(a, b);
        expect(reunirEssais(melange(b), [...a, ...b])).toEqual(reunis);
        const coupures = coupuresExterieures([...a, ...b]);
        expect(coupuresExterieures(melange([...b, ...a]))).toEqual(coupures);
        expect(somme(coupures)).toBe(reunis.filter((e) => e.issue === 'ECHEC').length);
        expect(coupures.slice(0, -1).every((c) => c.fin !== undefined && c.debut < c.fin)).toBe(true);
      }),
    );
  });

  it('[DI-3] month by month: nothing is lost nor counted twice, and causes add up', () => {
    fc.assert(
      fc.property(essais, (tous) => {
        const lus = MOIS.map((m) => mesurerExterieur(tous, { ...bornes(m), attendus: 70, pas: 15 }));
        const reunis = reunirEssais(tous, []);
        for (const issue of ['REUSSI', 'ECHEC'] as const)
          expect(lus.reduce((n, r) => n + r.total[issue === 'REUSSI' ? 'reussies' : 'echecs'], 0)).toBe(
            reunis.filter((e) => e.issue === issue).length,
          );
        for (const r of lus) {
          expect(somme(r.coupures)).toBe(r.total.echecs);
          expect(r.parCause.NOUS + r.parCause.OPERATEUR + r.parCause.NUMERO).toBe(r.total.echecs);
        }
        // An outage that goes over the end of the month is the same in both.
        const [nov, dec] = lus.map((r) => r.coupures);
        for (const c of coupuresExterieures(tous)) {
          const [x, y] = [nov, dec].map((l) => l?.find((d) => d.debut === c.debut));
          expect((x?.essais ?? 0) + (y?.essais ?? 0)).toBe(c.essais);
          if (x && y) expect({ ...x, essais: 0 }).toEqual({ ...y, essais: 0 });
        }
      }),
    );
  });

  it('[DI-3] those of both measures that overlap are one; minutes and checks stay the same', () => {
    const marques = fc.string({ unit: fc.constantFrom<Marque[]>('R', 'E', '.'), maxLength: 60 });
    fc.assert(
      fc.property(marques, essais, (texte, tous) => {
        const debut = epochMs('2026-11-30T20:00:00Z' as Instant);
        const { coupures, echecs } = bilanDe(
          [...texte].map((m, k) => ({ instant: instantDe(debut + k * 600_000), marque: m as Marque })),
        );
        const autres = coupuresExterieures(tous);
        const pannes = reunirPannes(coupures, autres);
        expect(reunirPannes([...coupures].reverse(), [...autres].reverse())).toEqual(pannes);
        expect(pannes.reduce((n, p) => n + p.minutes, 0)).toBe(echecs);
        expect(somme(pannes)).toBe(somme(autres));
        for (const [k, p] of pannes.entries()) {
          const suivante = pannes[k + 1];
          if (suivante) expect(p.fin !== undefined && p.fin <= suivante.debut).toBe(true);
          expect(p.causes.length).toBeGreaterThan(0);
          if (p.minutes > 0) expect(p.causes).toContain('NOUS');
        }
      }),
    );
  });
});
