import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Visite } from '../../contrats/dossiers/dossiers';
import { instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import {
  acceptee,
  apparier,
  correction,
  jour,
  parametresAu,
  paris,
  pointage,
  visite,
} from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import type { CorrectionSuivie } from '../types';
import { apparierUsager } from './apparier';
import { signalerChevauchements } from './chevauchement';

const visites = (is: ReturnType<typeof apparier>): Record<string, string> =>
  Object.fromEntries(
    is.map((i) => [i.id, i.visite ? `${i.visite.id}${i.anomalies.includes('REMPLACEMENT') ? '*' : ''}` : '-']),
  );

describe('rapprochement avec les visites prévues', () => {
  it('[AP-6] la plus proche, chaque visite prévue une fois', () => {
    const is = apparier({
      pointages: [
        pointage('A', '2026-10-01 08:31', { id: 'a' }),
        pointage('D', '2026-10-01 09:29', { id: 'd' }),
        pointage('A', '2026-10-01 10:05', { id: 'b' }),
      ],
      visites: [
        visite('V1', '2026-10-01 08:30', '2026-10-01 09:30'),
        visite('V2', '2026-10-01 10:00', '2026-10-01 11:00'),
        visite('V3', '2026-10-01 18:00', '2026-10-01 19:00'),
      ],
    });
    expect(visites(is)).toEqual({ a: 'V1', b: 'V2', V3: 'V3' });
  });

  it('[AP-6] écart à la seconde, 120 minutes comprises', () => {
    const v = [visite('V', '2026-10-01 10:00', '2026-10-01 11:00')];
    expect(visites(apparier({ pointages: [pointage('A', '2026-10-01 08:00:00', { id: 'a' })], visites: v }))).toEqual({
      a: 'V',
    });
    expect(visites(apparier({ pointages: [pointage('A', '2026-10-01 07:59:59', { id: 'a' })], visites: v }))).toEqual({
      a: '-',
      V: 'V',
    });
  });

  it('[AP-6] à écart égal, le début prévu le plus tôt, puis le plus petit identifiant', () => {
    const v = [
      visite('V2', '2026-10-01 09:00', '2026-10-01 10:00'),
      visite('V1', '2026-10-01 08:00', '2026-10-01 09:00'),
      visite('V0', '2026-10-01 09:00', '2026-10-01 10:00'),
    ];
    expect(visites(apparier({ pointages: [pointage('A', '2026-10-01 08:30', { id: 'a' })], visites: v })).a).toBe('V1');
    expect(visites(apparier({ pointages: [pointage('A', '2026-10-01 09:00', { id: 'a' })], visites: v })).a).toBe('V0');
  });

  it('[AP-6] a row that left PLANNING leaves its punches to the one that the file has in its place; alone, it is still expected', () => {
    const absente = (v: ReturnType<typeof visite>) => ({ ...v, absenteDepuis: jour('2026-09-30') });
    const partie = absente(visite('P100', '2026-10-01 08:30', '2026-10-01 10:30'));
    const pointees = (...v: ReturnType<typeof visite>[]) =>
      visites(
        apparier({
          pointages: [pointage('A', '2026-10-01 08:31', { id: 'a' }), pointage('D', '2026-10-01 09:29', { id: 'd' })],
          visites: v,
        }),
      );
    expect(pointees(partie, visite('P200', '2026-10-01 08:30', '2026-10-01 09:30')).a).toBe('P200');
    // Moved a little, too.
    expect(pointees(partie, visite('P200', '2026-10-01 09:00', '2026-10-01 10:00')).a).toBe('P200');
    expect(pointees(partie).a).toBe('P100');
    // At hours of their own, they are two visits.
    expect(pointees(partie, visite('P200', '2026-10-01 10:30', '2026-10-01 11:30'))).toEqual({
      a: 'P100',
      P200: 'P200',
    });
    const autreAide = visite('P200', '2026-10-01 08:30', '2026-10-01 09:30', { intervenantId: 'I2' });
    const i3 = absente(visite('P100', '2026-10-01 08:30', '2026-10-01 10:30', { intervenantId: 'I3' }));
    expect(pointees(i3, autreAide).a).toBe('P200*');
    // As of the days before, it had not left.
    const avant = apparier({
      pointages: [pointage('A', '2026-10-01 08:31', { id: 'a', recuLe: paris('2026-09-29 08:00') })],
      visites: [partie, visite('P200', '2026-10-01 08:30', '2026-10-01 09:30')],
      auPlusTard: paris('2026-09-29 12:00'),
    });
    expect(visites(avant).a).toBe('P100');
  });

  it('[AP-6] sans arrivée, le départ se mesure à la fin prévue', () => {
    const is = apparier({
      pointages: [pointage('D', '2026-10-01 10:00', { id: 'd' })],
      visites: [
        visite('V1', '2026-10-01 10:00', '2026-10-01 12:30'),
        visite('V2', '2026-10-01 08:00', '2026-10-01 10:10'),
      ],
    });
    expect(visites(is).d).toBe('V2');
  });

  it('[AP-6] la même aide passe avant une autre ; une autre aide est un REMPLACEMENT', () => {
    const is = apparier({
      pointages: [
        pointage('A', '2026-10-01 08:00', { id: 'x', intervenantId: 'I2' }),
        pointage('A', '2026-10-01 08:40', { id: 'y' }),
      ],
      visites: [visite('V1', '2026-10-01 08:00', '2026-10-01 09:00')],
    });
    expect(visites(is)).toEqual({ x: '-', y: 'V1' });
    const seule = apparier({
      pointages: [pointage('A', '2026-10-01 08:00', { id: 'x', intervenantId: 'I2' })],
      visites: [visite('V1', '2026-10-01 08:00', '2026-10-01 09:00')],
    });
    expect(visites(seule)).toEqual({ x: 'V1*' });
  });

  it('[AP-7] [AP-8] une visite que le planning n’a plus reste prévue, et dit depuis quand ; à une date d’avant, elle y était', () => {
    const v = visite('V1', '2026-10-01 08:00', '2026-10-01 09:00');
    const absente = { ...v, absenteDepuis: jour('2026-09-28') };
    const prevue = (auPlusTard?: Instant) => apparier({ visites: [absente], auPlusTard })[0]?.visite;
    expect([prevue(), prevue(paris('2026-09-27 23:00'))?.absenteDepuis]).toEqual([
      expect.objectContaining({ id: 'V1', absenteDepuis: '2026-09-28' }),
      undefined,
    ]);
    expect(apparier({ visites: [v] })[0]?.visite).not.toHaveProperty('absenteDepuis');
  });

  it('[AP-6] seul le jour civil du début prévu compte : minuit sépare', () => {
    const is = apparier({
      pointages: [pointage('A', '2026-10-02 00:05', { id: 'a' })],
      visites: [visite('V', '2026-10-01 23:50', '2026-10-02 00:30')],
    });
    expect(visites(is)).toEqual({ a: '-', V: 'V' });
  });

  it('[AP-9] le code prestation est celui de la visite prévue, sinon AD ; arrivée et départ dans la minute : DUREE_NULLE', () => {
    const [prevue] = apparier({
      pointages: [pointage('A', '2026-10-01 08:00')],
      visites: [visite('V', '2026-10-01 08:00', '2026-10-01 09:00', { codePrestation: 'MEN' })],
    });
    expect(prevue?.codePrestation).toBe('MEN');
    const [hors] = apparier({
      pointages: [pointage('A', '2026-10-01 08:00:05'), pointage('D', '2026-10-01 08:00:59')],
    });
    expect(hors?.codePrestation).toBe('AD');
    expect(hors?.anomalies).toEqual(['HORS_PLANNING', 'DUREE_NULLE']);
  });

  it('[PT-8] un appel d’un autre numéro porte NUMERO_AUTRE ; un numéro masqué, non', () => {
    const anomalies = (numero?: string) =>
      apparier({ pointages: [pointage('A', '2026-10-01 08:00', numero ? { numeroAppelant: numero } : {})] })[0]
        ?.anomalies;
    expect(anomalies('+33199000009')).toContain('NUMERO_AUTRE');
    expect(anomalies('+33199000001')).not.toContain('NUMERO_AUTRE');
    expect(anomalies()).not.toContain('NUMERO_AUTRE');
  });

  it('[AP-10] deux visites complètes d’une aide qui se chevauchent, sauf un couple à un même numéro, de quoi qu’elles soient pointées', () => {
    const chez = (usagerId: string, plus: Partial<Parameters<typeof pointage>[2]> = {}) =>
      apparier({
        usagerId,
        pointages: [
          pointage('A', '2026-10-01 08:00', { id: `a${usagerId}`, usagerId, ...plus }),
          pointage('D', '2026-10-01 09:00', { id: `d${usagerId}`, usagerId, ...plus }),
        ],
      });
    const telephones: Parameters<typeof signalerChevauchements>[1] = (usagerId, date) =>
      usagerId === 'U3' || date < '2026-10-01' ? ['+33199000003'] : ['+33199000001', `+331990001${usagerId.slice(1)}0`];
    const signales = (l: ReturnType<typeof apparier>) =>
      signalerChevauchements(l, telephones).map((i) => i.anomalies.includes('CHEVAUCHEMENT'));
    const fixe = { numeroAppelant: '+33199000001' };
    for (const plus of [fixe, { source: 'FICHE' as const }, { source: 'QR' as const }, {}])
      expect(signales([...chez('U1', plus), ...chez('U2', plus)])).toEqual([false, false]);
    expect(signales([...chez('U1'), ...chez('U3')])).toEqual([true, true]);
    // From her own mobile, with the codes of two homes.
    const mobile = { numeroAppelant: '+33612345678' };
    expect(signales([...chez('U1', mobile), ...chez('U3', mobile)])).toEqual([true, true]);
  });

  it('[AP-8] « à la date du » : seulement ce qui était reçu', () => {
    const p = [
      pointage('A', '2026-10-01 08:00', { id: 'a' }),
      pointage('D', '2026-10-01 09:00', { id: 'd', recuLe: paris('2026-10-03 12:00') }),
    ];
    const [avant] = apparier({ pointages: p, auPlusTard: paris('2026-10-02 00:00') });
    expect([avant?.arrivee?.id, avant?.depart?.id]).toEqual(['a', undefined]);
    const [apres] = apparier({ pointages: p, auPlusTard: paris('2026-10-03 12:00') });
    expect(apres?.depart?.id).toBe('d');
  });

  it('[AP-8] « à la date du » : la version de la visite prévue reçue alors', () => {
    const v = visite('V', '2026-10-01 08:00', '2026-10-01 09:00');
    const deplacee = {
      ...v,
      versions: [
        ...v.versions,
        { ...v.versions[0], recuLe: paris('2026-09-30 06:00'), intervenantId: 'I9' } as (typeof v.versions)[0],
      ],
    };
    expect(apparier({ visites: [deplacee] })[0]?.intervenantId).toBe('I9');
    expect(apparier({ visites: [deplacee], auPlusTard: paris('2026-09-29 00:00') })[0]?.intervenantId).toBe('I1');
  });

  it('[AP-8] chaque intervention dit pourquoi : règle, pointages, phrase', () => {
    const [i] = apparier({
      pointages: [pointage('A', '2026-10-01 08:31', { id: 'a' }), pointage('D', '2026-10-01 09:29', { id: 'd' })],
      visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')],
    });
    expect(i?.explication.map((e) => e.regle)).toEqual(['AP-1', 'AP-2', 'AP-6']);
    expect(i?.explication.at(-1)?.texte).toBe('Rapprochée de la visite prévue de 8 h 30 à 9 h 30.');
  });

  it('[AP-8] ordre des entrées indifférent, et jour par jour = tout le mois, en trois fuseaux', () => {
    const base = Date.parse('2026-10-23T22:00:00Z');
    const entree = fc.record({
      pointages: fc.array(
        fc.record({
          s: fc.integer({ min: 0, max: 3 * 86_400 }),
          sens: fc.constantFrom('A' as const, 'D' as const),
          aide: fc.constantFrom('I1', 'I2'),
        }),
        { maxLength: 20 },
      ),
      visites: fc.array(
        fc.record({
          m: fc.integer({ min: 0, max: 3 * 1440 }),
          duree: fc.integer({ min: 15, max: 180 }),
          aide: fc.constantFrom('I1', 'I2'),
        }),
        { maxLength: 8 },
      ),
    });
    fc.assert(
      fc.property(entree, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (e, hasard) => {
        const pointages = e.pointages.map((x, n) =>
          pointage(x.sens, '2026-10-24 00:00', {
            id: `P${n}`,
            intervenantId: x.aide,
            instant: instantDe(base + x.s * 1000),
          }),
        );
        const vs = e.visites.map((x, n) => {
          const debut = instantDe(base + x.m * 60_000);
          return visite(`V${n}`, '2026-10-24 08:00', '2026-10-24 09:00', {
            debut,
            fin: instantDe(base + (x.m + x.duree) * 60_000),
            intervenantId: x.aide,
          });
        });
        const melanger = <T>(l: T[]): T[] =>
          l
            .map((x) => ({ x, k: hasard.next().value as number }))
            .sort((a, b) => a.k - b.k)
            .map(({ x }) => x);
        const tout = apparier({ pointages, visites: vs });
        expect(apparier({ pointages: melanger(pointages), visites: melanger(vs) })).toEqual(tout);
        const jours = [...new Set(tout.map((i) => i.date))];
        const parJour = jours.flatMap((d) => tout.filter((i) => i.date === d));
        expect(new Set(parJour.map((i) => i._id)).size).toBe(tout.length);
        const visitesVues = tout.flatMap((i) => i.visite?.id ?? []).sort();
        expect(visitesVues).toEqual(vs.map((v) => v.id).sort());
      }),
      { numRuns: histoires(300) },
    );
  });
});

describe('[CO-8] créations et pointages', () => {
  const creation = (plus = {}) =>
    correction('CREATION', {
      id: 'CR',
      instant: paris('2026-10-01 12:00'),
      debut: paris('2026-10-01 08:00'),
      fin: paris('2026-10-01 09:00'),
      usagerId: 'U1',
      intervenantId: 'I1',
      ...plus,
    });
  const tardifs = [
    pointage('A', '2026-10-01 08:05', { id: 'a', recuLe: paris('2026-10-01 15:00') }),
    pointage('D', '2026-10-01 09:02', { id: 'd', recuLe: paris('2026-10-01 15:00') }),
  ];

  it('[CO-8] sur une visite prévue : une intervention, les pointages deviennent son brut', () => {
    const is = apparier({
      pointages: tardifs,
      visites: [visite('V', '2026-10-01 08:00', '2026-10-01 09:00')],
      creations: [acceptee(creation({ cible: { genre: 'VISITE', id: 'V' } }))],
    });
    expect(is.map((i) => [i.id, i.creations])).toEqual([['a', ['CR']]]);
  });

  it('[CO-8] sans visite prévue : même usager, même aide, heures qui se recouvrent', () => {
    expect(apparier({ pointages: tardifs, creations: [acceptee(creation())] }).map((i) => [i.id, i.creations])).toEqual(
      [['a', ['CR']]],
    );
    expect(
      apparier({ pointages: tardifs.slice(1), creations: [acceptee(creation({ fin: paris('2026-10-01 09:10') }))] }),
    ).toHaveLength(1);
    expect(apparier({ pointages: tardifs, creations: [acceptee(creation({ intervenantId: 'I2' }))] })).toHaveLength(2);
  });

  describe('[CO-8] deux créations qui touchent les mêmes pointages', () => {
    const seconde = (debut: string, fin: string, plus = {}) =>
      acceptee(creation({ id: 'CS', debut: paris(`2026-10-01 ${debut}`), fin: paris(`2026-10-01 ${fin}`), ...plus }));
    const jointes = (premiere: CorrectionSuivie, autre: CorrectionSuivie, visites: Visite[] = []) =>
      [
        [premiere, autre],
        [autre, premiere],
      ].map((creations) =>
        apparier({ pointages: tardifs, visites, creations }).map((i) => [i.id, i.creations.join(' ')].join(' : ')),
      );
    const pareil = (attendu: string[]) => [attendu, attendu];

    it('[CO-8] l’une après l’autre, qui se recouvrent de peu : les pointages sont de celle qu’ils recouvrent le plus', () => {
      const tot = { instant: paris('2026-10-01 11:00') };
      expect(jointes(acceptee(creation()), seconde('08:50', '10:00'))).toEqual(pareil(['CS : CS', 'a : CR']));
      expect(jointes(acceptee(creation()), seconde('08:50', '10:00', tot))).toEqual(pareil(['CS : CS', 'a : CR']));
    });
    it('[CO-8] la première sur une visite prévue : de même', () => {
      const prevue = acceptee(creation({ cible: { genre: 'VISITE', id: 'V' } }));
      expect(jointes(prevue, seconde('08:50', '10:00'), [visite('V', '2026-10-01 08:00', '2026-10-01 09:00')])).toEqual(
        pareil(['CS : CS', 'a : CR']),
      );
    });
    it('[CO-8] la même visite créée deux fois : une seule', () => {
      expect(jointes(acceptee(creation()), seconde('08:00', '09:15'))).toEqual(pareil(['a : CR CS']));
    });
  });

  it('[CO-8] des pointages déjà reçus quand la création fut acceptée sont une autre visite', () => {
    const deja = tardifs.map((x) => ({ ...x, recuLe: paris('2026-10-01 09:30') }));
    expect(apparier({ pointages: deja, creations: [acceptee(creation())] }).map((i) => i.id)).toEqual(['CR', 'a']);
  });

  it('[CO-8] faite hors ligne avant qu’ils soient connus, reçue après eux : une seule visite ; reprise d’un ancien système, deux', () => {
    const dites = (source: 'POSTE' | 'REPRISE', connus: string) =>
      apparier({
        pointages: tardifs.map((x) => ({ ...x, recuLe: paris(`2026-10-01 ${connus}`) })),
        creations: [acceptee(creation({ source }), { recuLe: paris('2026-10-01 16:00') })],
      }).map((i) => [i.id, i.creations]);
    expect(dites('POSTE', '15:00')).toEqual([['a', ['CR']]]);
    expect(dites('POSTE', '11:59')).toHaveLength(2);
    expect(dites('REPRISE', '15:00')).toHaveLength(2);
  });

  it('[CO-8] le numéro rattaché après la création : une seule visite, que ces pointages ont attendue', () => {
    const entendus = tardifs.map((x) => ({ ...x, recuLe: x.instant }));
    const rattaches = (local: string) => entendus.map((x) => ({ ...x, rattacheLe: paris(local) }));
    const ids = (pointages: ReturnType<typeof rattaches>) =>
      apparier({ pointages, creations: [acceptee(creation())] }).map((i) => [i.id, i.creations, i.arrivee?.connuLe]);
    expect(ids(rattaches('2026-10-04 10:00'))).toEqual([['a', ['CR'], paris('2026-10-04 10:00')]]);
    // A number that was theirs already says nothing of when these punches were known.
    expect(ids(rattaches('2026-09-01 10:00'))).toEqual([
      ['CR', ['CR'], undefined],
      ['a', [], undefined],
    ]);
  });

  it('[CO-8] aux heures et à l’aide corrigées depuis, et non à celles d’abord saisies : une seule visite', () => {
    const sur = (nature: 'HORAIRE' | 'DONNEES', plus = {}) =>
      acceptee(
        correction(nature, { cible: { genre: 'CREATION', id: 'CR' }, instant: paris('2026-10-01 14:00'), ...plus }),
      );
    const dites = (suites: ReturnType<typeof sur>[], plus = {}) =>
      apparier({ pointages: tardifs, creations: [acceptee(creation(plus))], suites }).map((i) => i.creations);
    const ailleurs = { debut: paris('2026-10-01 10:30'), fin: paris('2026-10-01 11:30') };
    const ici = { debut: paris('2026-10-01 08:00'), fin: paris('2026-10-01 09:00') };
    expect(dites([], ailleurs)).toEqual([['CR'], []]);
    expect(dites([sur('HORAIRE', ici)], ailleurs)).toEqual([['CR']]);
    expect(dites([sur('HORAIRE', ailleurs)])).toHaveLength(2);
    expect(dites([sur('DONNEES', { intervenantId: 'I1' })], { intervenantId: 'I2' })).toEqual([['CR']]);
    expect(dites([sur('DONNEES', { intervenantId: 'I2' })])).toHaveLength(2);
    expect(dites([sur('DONNEES', { usagerId: 'U2' })])).toHaveLength(2);
    // Said once the punches were known, it neither joins them nor parts them.
    const apres = { instant: paris('2026-10-01 16:00') };
    expect(dites([sur('HORAIRE', { ...ici, ...apres })], ailleurs)).toHaveLength(2);
    expect(dites([sur('HORAIRE', { ...ailleurs, ...apres })])).toEqual([['CR']]);
  });

  it('[CO-8] d’une visite prévue aussi, trop loin d’elle pour le rapprochement : aux heures corrigées depuis', () => {
    const v = visite('V', '2026-10-01 12:00', '2026-10-01 13:00');
    const cible = { genre: 'VISITE', id: 'V' } as const;
    const creee = creation({
      cible,
      usagerId: undefined,
      intervenantId: undefined,
      debut: paris('2026-10-01 11:00'),
      fin: paris('2026-10-01 12:00'),
    });
    const horaire = correction('HORAIRE', {
      cible,
      instant: paris('2026-10-01 14:00'),
      debut: paris('2026-10-01 08:00'),
      fin: paris('2026-10-01 09:00'),
    });
    const dites = (suites: ReturnType<typeof acceptee>[]) =>
      apparier({ pointages: tardifs, visites: [v], creations: [acceptee(creee)], suites }).map((i) => [
        i.id,
        i.visite?.id,
        i.creations,
      ]);
    expect(dites([])).toHaveLength(2);
    expect(dites([acceptee(horaire)])).toEqual([['a', 'V', ['CR']]]);
  });

  it('[CO-8] créée loin de l’heure prévue, puis pointée à l’heure créée : une seule visite, qui prend le plan', () => {
    const c = creation({
      cible: { genre: 'VISITE', id: 'V' },
      debut: paris('2026-10-01 14:00'),
      fin: paris('2026-10-01 15:00'),
      instant: paris('2026-10-01 16:00'),
      usagerId: undefined,
      intervenantId: undefined,
    });
    const apres = { recuLe: paris('2026-10-01 18:00') };
    const is = apparier({
      pointages: [
        pointage('A', '2026-10-01 14:02', { id: 'a', ...apres }),
        pointage('D', '2026-10-01 14:58', { id: 'd', ...apres }),
      ],
      visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')],
      creations: [acceptee(c)],
    });
    expect(is.map((i) => [i.id, i.visite?.id, i.creations, i.anomalies])).toEqual([['a', 'V', ['CR'], []]]);
  });

  it('[CO-7] une création seule garde son identifiant', () => {
    const [i] = apparier({ creations: [acceptee(creation())] });
    expect([i?._id, i?.date, i?.creations]).toEqual(['intervention:2026-10-01:CR', jour('2026-10-01'), ['CR']]);
  });
});

describe('antenne', () => {
  it('[CL-1] l’intervention est de l’antenne de l’usager à sa date civile', () => {
    const is = apparierUsager({
      usagerId: 'U1',
      antenneAu: (d) => (d < '2026-10-02' ? 'EST' : 'SUD'),
      telephonesAu: () => [],
      pointages: [pointage('A', '2026-10-01 23:59'), pointage('A', '2026-10-02 08:00')],
      visites: [],
      creations: [],
      parametresAu,
    });
    expect(is.map((i) => i.antenne)).toEqual(['EST', 'SUD']);
  });
});
