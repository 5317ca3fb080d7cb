import {
  type AbsenceLue,
  aParis,
  jourDe,
  minutesEntre,
  type RegleLue,
  type UsagerLu,
  type VisiteLue,
} from './documents';

// A month counted plainly, one visit after the other, from what `telegestion lire` prints: nothing of the product counts here.

export type Compte = {
  visitesRealisees: number;
  realisees: number;
  prevues: number;
  dues: number;
  toutes: number;
  pointees: number;
  incompletes: number;
  incompletesCorrigees: number;
  corrigees: number;
  creees: number;
  nonPointees: number;
  conflits: number;
};
const vide = (): Compte => ({
  visitesRealisees: 0,
  realisees: 0,
  prevues: 0,
  dues: 0,
  toutes: 0,
  pointees: 0,
  incompletes: 0,
  incompletesCorrigees: 0,
  corrigees: 0,
  creees: 0,
  nonPointees: 0,
  conflits: 0,
});

export type Recompte = {
  antennes: Map<string, Compte>;
  /** `<antenne> <date>`. */
  jours: Map<string, Compte>;
  usagers: Map<string, Compte>;
  aides: Map<string, Compte>;
};

/** [DU-2] The rule of the first prise en charge, by priorité, first date, number, that holds on that date for that prestation. */
const regleDe = (
  u: UsagerLu | undefined,
  date: string,
  prestation: string,
  regles: readonly RegleLue[],
): RegleLue | undefined => {
  const prises = u?.prisesEnCharge ?? [];
  const debut = (numero: string): string =>
    prises
      .filter((p) => p.numero === numero)
      .map((p) => p.dateDebut)
      .sort()[0] ?? '';
  const [premiere] = prises
    .filter((p) => p.dateDebut <= date && (p.dateFin === undefined || date <= p.dateFin))
    .filter((p) => p.codePrestation === '*' || p.codePrestation === prestation)
    .sort(
      (a, b) =>
        a.priorite - b.priorite ||
        (debut(a.numero) < debut(b.numero) ? -1 : debut(a.numero) > debut(b.numero) ? 1 : 0) ||
        (a.numero < b.numero ? -1 : 1),
    );
  return regles
    .filter((r) => r.code === premiere?.codeFinanceur && r.dateDebut <= date)
    .sort((a, b) => (a.dateDebut < b.dateDebut ? -1 : 1))
    .at(-1);
};

/** [DU-2] Within the tolerance, the planned one; at most the planned one; then to a multiple of the step. */
const arrondie = (
  v: VisiteLue,
  debut: string,
  fin: string,
  r: RegleLue | undefined,
  annulees: ReadonlySet<string>,
): number => {
  let n = minutesEntre(debut, fin);
  if (!r) return n;
  const couvertes = (v.couvertes ?? []).filter((p) => !annulees.has(p.id));
  const prevues = v.visite ? [v.visite, ...couvertes] : [];
  const prevu = prevues.reduce((k, p) => k + minutesEntre(p.debut, p.fin), 0);
  if (prevues.length > 0 && Math.abs(n - prevu) <= r.tolerance) n = prevu;
  if (prevues.length > 0 && r.plafondPrevu && n > prevu) n = prevu;
  const reste = n % r.pas;
  if (reste === 0) return n;
  const monte = r.mode === 'SUPERIEUR' || (r.mode === 'PROCHE' && 2 * reste >= r.pas);
  return n - reste + (monte ? r.pas : 0);
};

type Entrees = {
  visites: readonly VisiteLue[];
  usagers: readonly UsagerLu[];
  absences: readonly AbsenceLue[];
  regles: readonly RegleLue[];
};

/** Everything but the calls, by antenna, by day, by usager and by aide. */
export const recompter = ({ visites, usagers, absences, regles }: Entrees): Recompte => {
  const parId = new Map(usagers.map((u) => [u.id, u]));
  const r: Recompte = { antennes: new Map(), jours: new Map(), usagers: new Map(), aides: new Map() };
  const ajouter = (cles: readonly [keyof Recompte, string][], quoi: keyof Compte, n = 1): void => {
    for (const [table, cle] of cles) {
      const c = r[table].get(cle) ?? vide();
      c[quoi] += n;
      r[table].set(cle, c);
    }
  };
  // [AP-11] Annulled by itself, a planned visit is no more of the one that covers it.
  const sansAppel = visites.filter((v) => v.retenue.statut === 'ANNULEE' && !v.arrivee && !v.depart);
  const annulees = new Set(sansAppel.flatMap((v) => v.visite?.id ?? []));
  for (const v of visites) {
    const { statut, debut, fin } = v.retenue;
    const lieu: [keyof Recompte, string][] = [
      ['antennes', v.antenne],
      ['jours', `${v.antenne} ${v.date}`],
    ];
    const sienne: [keyof Recompte, string][] = [
      ...lieu,
      ['usagers', v.retenue.usagerId],
      ['aides', v.retenue.intervenantId],
    ];
    const appelee: [keyof Recompte, string][] = [...lieu, ['usagers', v.usagerId], ['aides', v.intervenantId]];
    const finie = v.statutBrut !== 'PREVUE' && v.statutBrut !== 'EN_COURS';
    const faite = ['COMPLETE', 'CORRIGEE', 'CREEE'].includes(statut) && debut !== undefined && fin !== undefined;
    if (faite) {
      const regle = regleDe(parId.get(v.retenue.usagerId), jourDe(debut), v.retenue.codePrestation, regles);
      ajouter(sienne, 'visitesRealisees');
      ajouter(sienne, 'realisees', arrondie(v, debut, fin, regle, annulees));
    }
    if (v.visite) {
      const prevu = minutesEntre(v.visite.debut, v.visite.fin);
      ajouter(sienne, 'prevues', prevu);
      if (finie || faite) ajouter(sienne, 'dues', prevu);
    }
    const incomplete = v.statutBrut === 'SANS_ARRIVEE' || v.statutBrut === 'SANS_DEPART';
    const reglee = statut !== 'SANS_ARRIVEE' && statut !== 'SANS_DEPART';
    if (incomplete) {
      for (const quoi of ['toutes', 'pointees', 'incompletes'] as const) ajouter(appelee, quoi);
      if (reglee) for (const quoi of ['incompletesCorrigees', 'corrigees'] as const) ajouter(appelee, quoi);
    }
    if (v.statutBrut === 'COMPLETE' && statut !== 'ANNULEE') {
      for (const quoi of ['toutes', 'pointees'] as const) ajouter(appelee, quoi);
      if (statut === 'CORRIGEE') ajouter(appelee, 'corrigees');
    }
    if (statut === 'CREEE') for (const quoi of ['toutes', 'creees'] as const) ajouter(sienne, quoi);
    const absent = absences.some(
      (a) => a.usagerId === v.retenue.usagerId && a.du <= v.date && (a.au === undefined || v.date <= a.au),
    );
    if (statut === 'NON_POINTEE' && !absent) ajouter(sienne, 'nonPointees');
    if (v.retenue.conflit) ajouter(sienne, 'conflits');
  }
  return r;
};

export type AppelsParHeure = { pointages: Map<number, number>; sans: Map<number, number> };

/** Calls of a month by hour of the clock in Paris: punches of the telephone, taken over or not, and failed calls. */
export const recompterAppels = (
  pointages: readonly { instant: string; source: string }[],
  echecs: readonly { instant: string; source: string }[],
): AppelsParHeure => {
  const parHeure = (instants: readonly string[]): Map<number, number> => {
    const n = new Map<number, number>();
    for (const i of instants) {
      const h = Number(aParis(i).slice(11, 13));
      n.set(h, (n.get(h) ?? 0) + 1);
    }
    return n;
  };
  return {
    pointages: parHeure(pointages.filter((p) => p.source === 'SVI' || p.source === 'REPRISE').map((p) => p.instant)),
    sans: parHeure(echecs.filter((e) => e.source !== 'QR' && e.source !== 'LIEN').map((e) => e.instant)),
  };
};
