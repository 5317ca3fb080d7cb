import type { EtatFige, VisiteFigee } from '../contrats/cloture/cloture';
import type { Complement } from '../contrats/cloture/complement';
import type { StatutBrut, StatutRetenu } from '../contrats/corrections/intervention';
import type { PriseEnCharge, Usager } from '../contrats/dossiers/dossiers';
import { estSansTelephone } from '../contrats/pointages/pointage';
import { comparer } from '../domain/appariement/ordre';
import {
  dateClose,
  heuresReelles,
  motifClos,
  statutClos,
  usagerClos,
  type VisiteClose,
} from '../domain/chiffres/figee';
import { type Chiffres, compterVisite, estIncomplet, sommer } from '../domain/chiffres/visite';
import { brutsDuMois } from '../domain/cloture/bruts';
import { grouperPar } from '../listes';
import { nomComplet } from '../mots/textes';
import { dateParis } from '../temps/paris';
import type { DateCivile, Mois } from '../temps/types';
import { type Agregat, type Issue, NOMS_POINTAGES, pointagesDes, type UsagerAgrege } from './agregat';
import { repartir } from './definitions/activite';

/** Prises en charge that reach into the month, by usager; `minutesMax` absent: no cap. */
export type PlansDuMois = ReadonlyMap<
  string,
  readonly Pick<PriseEnCharge, 'numero' | 'codeFinanceur' | 'minutesMax'>[]
>;

export type EntreeAgreger = {
  mois: Mois;
  etats: readonly Pick<EtatFige, 'usagerId' | 'usager' | 'visites' | 'bruts'>[];
  complements: readonly Pick<Complement, 'usagerId' | 'ventilation'>[];
  plans: PlansDuMois;
  /** The file of a usager, where there still is one: the frozen state holds neither GIR nor those who were not visited. */
  usager: (id: string) => Pick<Usager, 'nom' | 'prenom' | 'civilite' | 'dateNaissance' | 'gir'> | undefined;
  nomIntervenant: (id: string) => string | undefined;
  sansTelegestion: (usagerId: string, date: DateCivile) => boolean;
  /** Interventions under way: punched, neither complete nor incomplete yet [AP-5]. */
  enCours: (interventionId: string) => boolean;
  /** Civil dates that count; absent: the whole month. */
  dans?: (date: DateCivile) => boolean;
};

/** By aide, in the order of their identifiers. */
const parAide = <T extends { intervenantId: string }>(tous: readonly T[]): [string, T[]][] =>
  [...grouperPar(tous, (x) => x.intervenantId)].sort(([a], [b]) => comparer(a, b));

const HEURES = ['retenues', 'duree', 'complementaires', 'reelles', 'brutes'] as const;

const visitesParAide = (visites: readonly VisiteFigee[]): UsagerAgrege['visites'] =>
  parAide(visites).map(([intervenantId, siennes]) => {
    const { retenues, ...minutes } = sommer(
      HEURES,
      siennes.map((v) => compterVisite({ statut: v.statut, retenu: { ...v, ...heuresReelles(v) } })),
    );
    const durees = siennes.map((v) => v.duree);
    return { intervenantId, visites: retenues, ...minutes, maximum: Math.max(...durees), minimum: Math.min(...durees) };
  });

const partsParAide = (visites: readonly VisiteFigee[]): UsagerAgrege['parts'] => {
  const parFinanceur = repartir((cle) => {
    const [codeFinanceur = '', intervenantId = ''] = cle.split('\n');
    return {
      intervenantId,
      codeFinanceur,
      vues: new Set<string>(),
      minutes: 0,
      prises: repartir((prise): UsagerAgrege['parts'][number]['prises'][number] => {
        const [numeroPec = '', moisPlafond = ''] = prise.split('\n');
        return {
          ...(numeroPec === '' ? {} : { numeroPec }),
          ...(moisPlafond === '' ? {} : { moisPlafond: moisPlafond as Mois }),
          minutes: 0,
        };
      }),
    };
  });
  for (const v of visites)
    for (const p of v.parts) {
      if (p.minutes === 0) continue;
      const part = parFinanceur.de(`${p.codeFinanceur}\n${v.intervenantId}`);
      part.vues.add(v.interventionId);
      part.minutes += p.minutes;
      part.prises.de(`${p.numeroPec ?? ''}\n${p.moisPlafond ?? ''}`).minutes += p.minutes;
    }
  return parFinanceur
    .tries()
    .map(({ vues, prises, ...part }) => ({ ...part, visites: vues.size, prises: prises.tries() }));
};

const issueDe = (statut: StatutRetenu): Issue =>
  statut === 'CORRIGEE' || statut === 'ANNULEE' ? statut : 'A_CORRIGER';

type Pointee = { intervenantId: string; chiffres: Chiffres; sansTelephone: boolean };

/** Rows of what was counted of calls, by aide; who has nothing of it has none. */
const enPointages = (pointees: readonly Pointee[]): UsagerAgrege['pointages'] =>
  parAide(pointees).flatMap(([intervenantId, siennes]) => {
    const ligne = sommer(
      NOMS_POINTAGES,
      siennes.map((p) => pointagesDes(p.chiffres, p.sansTelephone)),
    );
    return NOMS_POINTAGES.some((n) => ligne[n] > 0) ? [{ intervenantId, ...ligne }] : [];
  });

const pointagesDe = (
  { usagerId, visites, ...etat }: EntreeAgreger['etats'][number],
  e: EntreeAgreger,
): Pick<UsagerAgrege, 'pointages' | 'incompletes'> => {
  const parId = new Map(visites.map((v) => [v.interventionId, v]));
  const incompletes: UsagerAgrege['incompletes'] = [];
  /** What is counted of a visit is under the aide of its calls, on their day; of a created one, under that of its hours. */
  const compter = (close: VisiteClose, intervenantId: string, brut: StatutBrut | undefined): Pointee[] => {
    const date = dateClose(close);
    if (date === undefined || (e.dans && !e.dans(date))) return [];
    // [PT-7] As the dashboards say it: by the usager to whom the visit goes.
    const apart = e.sansTelegestion(usagerClos(close), date);
    const statut = statutClos(close);
    if (close.brut && estIncomplet(brut)) {
      const { interventionId, arrivee, depart } = close.brut;
      const motif = motifClos(close);
      incompletes.push({
        interventionId,
        intervenantId,
        ...(arrivee ? { arrivee } : {}),
        ...(depart ? { depart } : {}),
        issue: issueDe(statut),
        ...(motif === undefined ? {} : { motif }),
        ...(apart ? { sansTelegestion: true as const } : {}),
      });
    }
    const chiffres = compterVisite({ brut, statut, dispense: apart ? 'SANS_TELEGESTION' : undefined });
    return [{ intervenantId, chiffres, sansTelephone: estSansTelephone(close.brut ?? {}) }];
  };
  const pointees = brutsDuMois(etat).flatMap((brut) => {
    const visite = parId.get(brut.interventionId);
    const statut = e.enCours(brut.interventionId) ? 'EN_COURS' : brut.statut;
    return compter({ visite, brut }, brut.intervenantId, statut);
  });
  const creees = visites.filter((v) => v.statut === 'CREEE');
  return {
    pointages: enPointages([
      ...pointees,
      ...creees.flatMap((visite) => compter({ visite }, visite.intervenantId, undefined)),
    ]),
    incompletes,
  };
};

const autreNumeroDe = (visites: readonly VisiteFigee[]): Pick<UsagerAgrege, 'autreNumero'> => {
  const siennes = visites.filter((v) => v.anomalies.includes('NUMERO_AUTRE'));
  const dernier = siennes
    .map((v) => v.arrivee ?? v.depart ?? v.debut)
    .sort(comparer)
    .at(-1);
  return dernier === undefined ? {} : { autreNumero: { visites: siennes.length, dernier } };
};

const identiteDe = (
  usagerId: string,
  fige: EtatFige['usager'],
  dossier: ReturnType<EntreeAgreger['usager']>,
): Pick<UsagerAgrege, 'usagerId' | 'nom' | 'sexe' | 'dateNaissance' | 'gir'> => {
  const u = fige ?? dossier;
  return {
    usagerId,
    ...(u ? { nom: nomComplet(u), sexe: u.civilite === 'M' ? 'H' : 'F' } : {}),
    ...(u?.dateNaissance ? { dateNaissance: u.dateNaissance } : {}),
    ...(dossier?.gir === undefined ? {} : { gir: dossier.gir }),
  };
};

/** What the states count of a month, by usager; pure: the same frozen state gives the same aggregate. */
export const agreger = (e: EntreeAgreger): Pick<Agregat, 'usagers' | 'intervenants'> => {
  const etats = new Map(e.etats.map((s) => [s.usagerId, s]));
  const complements = new Map(e.complements.map((x) => [x.usagerId, x.ventilation]));
  const ids = [...new Set([...etats.keys(), ...complements.keys(), ...e.plans.keys()])].sort(comparer);
  const intervenants = new Map<string, string>();
  const nommer = (id: string, fige?: string): void => {
    if (!intervenants.has(id)) intervenants.set(id, fige ?? e.nomIntervenant(id) ?? id);
  };
  const usagers = ids.flatMap((usagerId): UsagerAgrege[] => {
    const etat = etats.get(usagerId) ?? { usagerId, visites: [], bruts: [] };
    const { dans } = e;
    const visites = dans ? etat.visites.filter((v) => dans(dateParis(v.debut))) : etat.visites;
    for (const v of etat.visites) nommer(v.intervenantId, v.intervenantNom);
    for (const b of etat.bruts) nommer(b.intervenantId, b.intervenantNom);
    for (const x of complements.get(usagerId) ?? []) nommer(x.intervenantId);
    return [
      {
        ...identiteDe(usagerId, etat.usager, e.usager(usagerId)),
        visites: visitesParAide(visites),
        parts: partsParAide(visites),
        ...pointagesDe(etat, e),
        ...autreNumeroDe(visites),
        complements: (complements.get(usagerId) ?? [])
          .map((x) => ({
            intervenantId: x.intervenantId,
            codeFinanceur: x.codeFinanceur,
            ...(x.numeroPec === undefined ? {} : { numeroPec: x.numeroPec }),
            minutes: x.nouveau - x.ancien,
          }))
          .filter((x) => x.minutes !== 0),
        plans: (e.plans.get(usagerId) ?? []).map((p) => ({
          numeroPec: p.numero,
          codeFinanceur: p.codeFinanceur,
          ...(p.minutesMax === undefined ? {} : { plafond: p.minutesMax }),
        })),
      },
    ];
  });
  return { usagers, intervenants: Object.fromEntries(intervenants) };
};
