import type { VisiteFigee } from '../contrats/cloture/cloture';
import { ANOMALIES, type Antenne } from '../contrats/commun';
import { comparer } from '../domain/appariement/ordre';
import { heuresReelles } from '../domain/chiffres/figee';
import { EXCEPTIONS } from '../domain/exception/exceptions';
import { motifEnMots } from '../libelles/motif';
import { dateParis } from '../temps/paris';
import type { DateCivile, Instant } from '../temps/types';
import { issueEnMots } from './agregat';
import type { Selection } from './cle';
import * as c from './colonnes';
import type { ColonneEtat, DetailEtat } from './contrat';
import { EXCEPTIONS_VISITES, estEnException } from './definitions/exceptions';
import { numeroDeLaLigne } from './definitions/usagers-non-identifies';
import type { CorrigeeSituee, Etat, Matiere, VisiteSituee } from './matiere';
import { STATUTS_EN_MOTS } from './mots';

export type DetailVoulu = {
  selection: Selection;
  /** Rows given at most. */
  max: number;
};

/** `reelles`: the real minutes too. */
const colonnesDu = (reelles: boolean): readonly ColonneEtat[] => [
  c.jour('date', 'Date'),
  c.USAGER,
  c.INTERVENANT,
  c.instant('debut', 'Arrivée'),
  c.instant('fin', 'Départ'),
  ...(reelles ? [c.BRUTES, c.REELLES, c.ARRONDIES] : [c.DUREE]),
  c.COMPLEMENTAIRES,
  c.texte('quoi', 'Quoi'),
  c.texte('motif', 'Motif'),
];

type Ligne = DetailEtat['lignes'][number] & { rang: string };
type Fait = {
  id: string;
  /** A call that is no visit has no screen of its own. */
  sansVisite?: true;
  date: DateCivile;
  antenne?: Antenne;
  rang: Instant;
  usagerId?: string | undefined;
  intervenantId?: string | undefined;
  debut?: Instant | undefined;
  fin?: Instant | undefined;
  duree?: number;
  brutes?: number | undefined;
  reelles?: number;
  complementaires?: number;
  quoi: string;
  motif?: string | undefined;
};

const ligneDe =
  ({ nomUsager, nomIntervenant }: Matiere) =>
  (f: Fait): Ligne => ({
    rang: `${f.rang} ${f.id}`,
    ...(f.sansVisite ? {} : { interventionId: f.id }),
    ...(f.antenne === undefined ? {} : { antenne: f.antenne }),
    date: f.date,
    ...(f.usagerId === undefined ? {} : { usagerId: f.usagerId }),
    valeurs: {
      date: f.date,
      usager: f.usagerId === undefined ? null : nomUsager(f.usagerId),
      intervenant: f.intervenantId === undefined ? null : nomIntervenant(f.intervenantId),
      debut: f.debut ?? null,
      fin: f.fin ?? null,
      brutes: f.brutes ?? null,
      reelles: f.reelles ?? null,
      duree: f.duree ?? null,
      complementaires: f.complementaires ?? null,
      quoi: f.quoi,
      motif: f.motif === undefined ? null : motifEnMots(f.motif),
    },
  });

type Heures = Pick<Fait, 'debut' | 'fin' | 'brutes' | 'reelles' | 'duree' | 'complementaires'>;
const heuresRetenues = (v: VisiteFigee): Heures => ({
  debut: v.debut,
  fin: v.fin,
  ...heuresReelles(v),
  duree: v.duree,
  complementaires: v.minutesComplementaires,
});

const deVisite = (v: VisiteSituee): Fait => ({
  id: v.interventionId,
  date: dateParis(v.debut),
  antenne: v.antenne,
  rang: v.debut,
  usagerId: v.usagerId,
  intervenantId: v.intervenantId,
  ...heuresRetenues(v),
  quoi: STATUTS_EN_MOTS[v.statut],
  motif: v.motif,
});

const dAutreNumero = (v: VisiteSituee): boolean => v.anomalies.includes('NUMERO_AUTRE');

const exceptionsEnMots = (v: VisiteSituee): string =>
  EXCEPTIONS.filter((e) => v.anomalies.includes(e))
    .map((e) => ANOMALIES[e])
    .join(', ');

/** To whom a correction gave it, where they are not those under whom it is counted. */
const donnee = ({ usagerId, intervenantId, visite, brut }: CorrigeeSituee, { nomIntervenant }: Matiere): string => {
  const aide = visite?.intervenantId ?? intervenantId;
  const usager = visite?.usagerId ?? brut?.devenir?.usagerId ?? usagerId;
  return `${aide === intervenantId ? '' : ` · confiée à ${nomIntervenant(aide)}`}${usager === usagerId ? '' : ' · chez un autre usager'}`;
};

const deCorrigee = (c: CorrigeeSituee, m: Matiere): Fait[] => {
  const { brut, visite } = c;
  const rang = visite?.debut ?? brut?.arrivee ?? brut?.depart;
  if (rang === undefined) return [];
  return [
    {
      id: c.interventionId,
      date: c.date,
      antenne: c.antenne,
      rang,
      usagerId: c.usagerId,
      intervenantId: c.intervenantId,
      ...(visite ? heuresRetenues(visite) : { debut: brut?.devenir?.debut }),
      quoi: `${STATUTS_EN_MOTS[visite?.statut ?? 'CORRIGEE']}${donnee(c, m)}`,
      motif: visite?.motif ?? brut?.devenir?.corrections.at(-1)?.motif,
    },
  ];
};

/** [RG] The incomplete interventions, corrected (with the hours then retained) or not, then what else a correction made. */
const pointages = (m: Matiere, s: Selection): Fait[] => {
  const toutes = m.corrigees ?? [];
  const corrigees = new Map(toutes.map((c) => [c.interventionId, c.visite]));
  const incompletes = m.tranches.flatMap((t) =>
    t.usagers.flatMap((u) =>
      u.incompletes
        .filter((i) => s.intervention === undefined || i.interventionId === s.intervention)
        .flatMap((i): Fait[] => {
          const rang = i.arrivee ?? i.depart;
          if (rang === undefined) return [];
          const corrigee = corrigees.get(i.interventionId);
          const manque = i.arrivee === undefined ? 'Sans arrivée' : 'Sans départ';
          return [
            {
              id: i.interventionId,
              date: dateParis(rang),
              antenne: t.antenne,
              rang,
              usagerId: u.usagerId,
              intervenantId: i.intervenantId,
              ...(corrigee ? heuresRetenues(corrigee) : { debut: i.arrivee, fin: i.depart }),
              quoi: `${manque} · ${issueEnMots(i).toLocaleLowerCase('fr')}`,
              motif: i.motif,
            },
          ];
        }),
    ),
  );
  const connues = new Set(incompletes.map((i) => i.id));
  // One under way whose departure is typed already is in no rate yet [AP-5].
  const autres = toutes.filter(
    ({ interventionId, brut }) => !connues.has(interventionId) && (brut === undefined || brut.statut === 'COMPLETE'),
  );
  return [...incompletes, ...(s.intervention === undefined ? autres.flatMap((c) => deCorrigee(c, m)) : [])];
};

const suspensDe = ({ suspens }: Matiere, s: Selection) =>
  suspens.filter((x) =>
    s.numero === undefined ? x.usagerId === s.usager : x.usagerId === undefined && numeroDeLaLigne(x) === s.numero,
  );

const nonIdentifies = (m: Matiere, s: Selection): Fait[] => [
  ...m.visites
    .filter((v) => s.numero === undefined && dAutreNumero(v))
    .map((v): Fait => ({ ...deVisite(v), quoi: 'Pointée d’un autre numéro' })),
  ...suspensDe(m, s).map(
    (x): Fait => ({
      id: x.id,
      sansVisite: true,
      date: dateParis(x.instant),
      rang: x.instant,
      usagerId: x.usagerId,
      intervenantId: x.intervenantId,
      debut: x.instant,
      quoi: x.raison,
    }),
  ),
];

const somme = (liste: readonly { visites: number }[]): number => liste.reduce((n, x) => n + x.visites, 0);

const usagersDe = ({ tranches }: Matiere) => tranches.flatMap((t) => t.usagers);

const visitesComptees = (m: Matiere, s: Selection): number =>
  usagersDe(m).reduce((n, u) => n + (s.financeur === undefined ? somme(u.visites) : somme(u.parts)), 0);

const pointagesComptes = (m: Matiere): number =>
  usagersDe(m).reduce(
    (n, u) =>
      n + u.incompletes.length + u.pointages.reduce((k, p) => k + p.toutesCorrigees - p.corrigees + p.creees, 0),
    0,
  );

const nonIdentifiesComptes = (m: Matiere, s: Selection): number =>
  suspensDe(m, s).length + usagersDe(m).reduce((n, u) => n + (u.autreNumero?.visites ?? 0), 0);

/** What stands behind a row: which retained visits, the rows made of them, and how many by the counts where all were not read. */
type Derriere = {
  /** Undefined: no visit by its hours, but those that the rates count, by their calls. */
  retient?: (v: VisiteSituee) => boolean;
  faits: (m: Matiere, s: Selection) => Fait[];
  comptes: (m: Matiere, s: Selection) => number;
};
const VISITES: Derriere = { retient: () => true, faits: (m) => m.visites.map(deVisite), comptes: visitesComptees };
const POINTAGES: Derriere = { faits: pointages, comptes: pointagesComptes };
const FAITS: Readonly<Record<string, Derriere>> = {
  'appels-incomplets': POINTAGES,
  'taux-correction': POINTAGES,
  exceptions: {
    retient: estEnException,
    faits: (m) => m.visites.map((v) => ({ ...deVisite(v), quoi: exceptionsEnMots(v) })),
    comptes: visitesComptees,
  },
  'usagers-non-identifies': { retient: dAutreNumero, faits: nonIdentifies, comptes: nonIdentifiesComptes },
};
const derriere = (etat: string): Derriere => FAITS[etat] ?? VISITES;

/** Whether a visit may stand behind a row of this state: the others are not kept as they are read. */
export const estDuDetail = (etat: string): ((v: VisiteSituee) => boolean) => derriere(etat).retient ?? (() => false);

/** What is to be read of what stands behind a row: whose the hours are, or whose the calls were. */
export const besoinDuDetail = (etat: string): 'visites' | 'corrigees' =>
  derriere(etat).retient ? 'visites' : 'corrigees';

/** The rows behind a figure, oldest first; `coupe`: the visits were too many to be all read. */
export const detailler = (e: Etat, m: Matiere, { selection, max }: DetailVoulu, coupe: boolean): DetailEtat => {
  const { faits, comptes } = derriere(e.id);
  const lignes = faits(m, selection)
    .map(ligneDe(m))
    .sort((a, b) => comparer(a.rang, b.rang));
  return {
    // A visit is short by its real minutes, not by those that its funder rounds.
    colonnes: colonnesDu(e.id === EXCEPTIONS_VISITES.id || e.colonnes.some((x) => x.cle === c.REELLES.cle)),
    lignes: lignes.slice(0, max).map(({ rang: _, ...l }) => l),
    total: coupe ? Math.max(lignes.length, comptes(m, selection)) : lignes.length,
  };
};
