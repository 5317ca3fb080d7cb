import { describe, expect, it } from 'vitest';
import type { Part, VisiteFigee } from '../../contrats/cloture/cloture';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { type DateCivile, type Minutes, type Mois, minutes } from '../../temps/types';
import { type Alea, creerAlea } from '../../testing/alea';
import { financeur, paris, pec } from '../../testing/constructeurs';
import { tableFinanceurs } from '../ventilation/financeurs';
import type { ReportApa } from '../ventilation/ventiler';
import { comparerMois, cumuler, serviceFaitChange } from './complement';
import { reventiler } from './reventiler';

const t = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
  financeur('PCH', 'PCH'),
]);
if (!t.ok) throw new Error(t.refus.message);
const financeurs = t.valeur;
const MOIS: [Mois, Mois, Mois] = ['2026-08', '2026-09', '2026-10'] as [Mois, Mois, Mois];

const visite = (id: string, debut: string, fin: string, plus: Partial<VisiteFigee> = {}): VisiteFigee => ({
  interventionId: id,
  usagerId: 'U1',
  intervenantId: 'I1',
  intervenantNom: 'X',
  debut: paris(debut),
  fin: paris(fin),
  duree: 60 as Minutes,
  minutesComplementaires: 0 as Minutes,
  codePrestation: 'AD',
  statut: 'COMPLETE',
  anomalies: [],
  parts: [],
  corrections: [],
  ...plus,
});
const part = (n: number, numeroPec = 'P', moisPlafond = MOIS[0]): Part => ({
  numeroPec,
  codeFinanceur: 'APA',
  minutes: minutes(n),
  moisPlafond,
});

describe('ce qu’un mois clos a de changé', () => {
  const v = visite('A', '2026-08-01 08:00', '2026-08-01 09:00', { parts: [part(60)] });

  it('[CL-4] ce qui n’est pas dans les fichiers ne part pas : nom, statut, anomalies, ordre des parts', () => {
    const deux = { ...v, parts: [part(40), part(20, 'Q')] };
    const autre = {
      ...deux,
      intervenantNom: 'Y',
      statut: 'CORRIGEE' as const,
      parts: [part(20, 'Q'), part(40), part(0)],
    };
    expect(comparerMois(MOIS[0], [deux], [autre])).toEqual({ visites: [], ventilation: [] });
  });

  it('[FI-9] seule la ventilation change : la visite n’est pas dans COMPLEMENTAIRE', () => {
    const { visites, ventilation } = comparerMois(MOIS[0], [v], [{ ...v, parts: [part(60, 'Q')] }]);
    expect(visites.map(serviceFaitChange)).toEqual([false]);
    expect(ventilation.map((e) => [e.numeroPec, e.ancien, e.nouveau, e.nombreInterventions])).toEqual([
      ['P', 60, 0, 0],
      ['Q', 0, 60, 1],
    ]);
  });

  it('[FI-6] le mois dont le plafond sert est retenu, même où les minutes ne changent pas : les mois suivants en dépendent', () => {
    const { visites, ventilation } = comparerMois(MOIS[1], [v], [{ ...v, parts: [part(60, 'P', MOIS[1])] }]);
    expect([visites.length, ventilation.length]).toEqual([1, 0]);
    expect(cumuler([v], visites)[0]?.parts).toEqual([part(60, 'P', MOIS[1])]);
  });

  it('[CL-4] un pointage d’arrivée venu après coup donne un autre identifiant : c’est la même visite, ancienne et nouvelle', () => {
    const nouveau = { ...v, interventionId: 'B', debut: paris('2026-08-01 07:30'), duree: 90 as Minutes };
    const { visites } = comparerMois(MOIS[0], [v], [nouveau]);
    expect(visites).toEqual([{ moisOrigine: MOIS[0], ancien: v, nouveau }]);
    expect(cumuler([v], visites)).toEqual([nouveau]);
  });
});

const PECS = ['APA', 'CNAV', 'PCH'] as const;

const pecAuHasard = (a: Alea, n: number): PriseEnCharge => ({
  ...pec(`P${n}`, a.choix(PECS), {
    priorite: a.entier(1, 3),
    dateDebut: a.choix(['2026-01-01', '2026-08-15', '2026-09-10']) as DateCivile,
    codePrestation: a.choix(['AD', '*', 'GT']),
  }),
  ...(a.chance(0.8) ? { minutesMax: minutes(a.entier(0, 400)) } : {}),
  ...(a.chance(0.3) ? { dateFin: a.choix(['2026-08-31', '2026-09-20']) as DateCivile } : {}),
});

let numero = 0;
const visiteAuHasard = (a: Alea, mois: Mois): VisiteFigee => {
  const jour = `${mois}-${String(a.entier(1, 28)).padStart(2, '0')}`;
  const duree = a.entier(0, 180) as Minutes;
  // Some pass midnight [FI-7].
  const debut = paris(`${jour} ${a.choix(['08:00', '09:15', '23:30'])}`);
  const fin = new Date(Date.parse(debut) + duree * 60_000).toISOString().replace('.000', '') as typeof debut;
  return visite(`V${++numero}`, `${jour} 08:00`, `${jour} 09:00`, {
    debut,
    fin,
    duree,
    minutesComplementaires: a.entier(0, 30) as Minutes,
    intervenantId: a.choix(['I1', 'I2']),
  });
};

type Service = { prises: PriseEnCharge[]; visites: Map<Mois, VisiteFigee[]> };

const ventiler = ({ prises, visites }: Service): Map<Mois, VisiteFigee[]> => {
  const faits = new Map<Mois, VisiteFigee[]>();
  for (const mois of MOIS) {
    const parts = [...faits.values()].flat().flatMap((v) => v.parts);
    const report: ReportApa = {
      depuis: '2024-05' as Mois,
      mois: 5,
      premierMois: MOIS[0],
      consommes: (numeroPec, m) =>
        parts.filter((p) => p.numeroPec === numeroPec && p.moisPlafond === m).reduce((t, p) => t + p.minutes, 0),
    };
    faits.set(mois, reventiler({ mois, visites: visites.get(mois) ?? [], prisesEnCharge: prises, financeurs, report }));
  }
  return faits;
};

const total = (vs: readonly VisiteFigee[]): number => vs.flatMap((v) => v.parts).reduce((t, p) => t + p.minutes, 0);
const facturees = (v: VisiteFigee): number => v.duree + v.minutesComplementaires;
const minutesParLigne = (vs: readonly VisiteFigee[]): Map<string, number> => {
  const r = new Map<string, number>();
  for (const v of vs)
    for (const p of v.parts.filter((x) => x.minutes > 0)) {
      const k = `${p.numeroPec ?? ''} ${p.codeFinanceur} ${v.intervenantId}`;
      r.set(k, (r.get(k) ?? 0) + p.minutes);
    }
  return r;
};

/** What comes late: a visit gone, another come, hours and plans changed. */
const bousculer = (a: Alea, s: Service): Service => ({
  prises: a.chance(0.4)
    ? s.prises.map((p) => (a.chance(0.5) ? pecAuHasard(a, Number(p.numero.slice(1))) : p))
    : s.prises,
  visites: new Map(
    MOIS.map((mois) => {
      const gardees = (s.visites.get(mois) ?? []).filter(() => a.chance(0.85));
      const changees = gardees.map((v) => (a.chance(0.2) ? { ...v, duree: a.entier(0, 180) as Minutes } : v));
      return [mois, a.chance(0.3) ? [...changees, visiteAuHasard(a, mois)] : changees] as const;
    }),
  ),
});

it('[FI-4] [CL-4] [FI-9] 10 000 services au hasard : les parts font les minutes, et chaque vague de lignes complémentaires mène de ce qui est parti à ce qui est dû', () => {
  const defauts: string[] = [];
  for (let graine = 0; graine < 10_000; graine++) {
    const a = creerAlea(graine);
    let service: Service = {
      prises: Array.from({ length: a.entier(0, 3) }, (_, n) => pecAuHasard(a, n)),
      visites: new Map(MOIS.map((m) => [m, Array.from({ length: a.entier(0, 4) }, () => visiteAuHasard(a, m))])),
    };
    const parti = ventiler(service);
    for (let vague = 0; vague < (graine % 10 === 0 ? 3 : 1); vague++) {
      service = bousculer(a, service);
      const du = ventiler(service);
      for (const mois of MOIS) {
        const [avant, apres] = [parti.get(mois) ?? [], du.get(mois) ?? []];
        for (const v of apres) if (total([v]) !== facturees(v)) defauts.push(`${graine} ${v.interventionId}`);
        const { visites, ventilation } = comparerMois(mois, avant, apres);
        const lignes = minutesParLigne(avant);
        for (const e of ventilation) {
          const k = `${e.numeroPec ?? ''} ${e.codeFinanceur} ${e.intervenantId}`;
          if ((lignes.get(k) ?? 0) !== e.ancien) defauts.push(`${graine} ${mois} ${k}`);
          if (e.nouveau === 0) lignes.delete(k);
          else lignes.set(k, e.nouveau);
        }
        if (JSON.stringify([...lignes].sort()) !== JSON.stringify([...minutesParLigne(apres)].sort()))
          defauts.push(`${graine} ${mois} lignes`);
        const cumul = cumuler(avant, visites);
        const rien = comparerMois(mois, cumul, apres);
        if (rien.visites.length + rien.ventilation.length > 0 || total(cumul) !== total(apres))
          defauts.push(`${graine} ${mois} cumul`);
        parti.set(mois, cumul);
      }
    }
  }
  expect(defauts).toEqual([]);
});
