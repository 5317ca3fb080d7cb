import type { Role } from '../../contrats/acces/compte';
import type {
  BrutFige,
  CorrectionFigee,
  DevenirFige,
  EtatFige,
  IdentiteFigee,
  Part,
  VisiteFigee,
} from '../../contrats/cloture/cloture';
import type { Antenne } from '../../contrats/commun';
import type { Intervention } from '../../contrats/corrections/intervention';
import type { Usager } from '../../contrats/dossiers/dossiers';
import { idEtatFige } from '../../contrats/ids';
import { ajouterA } from '../../listes';
import { aLaMinute, dateParis, moisParis } from '../../temps/paris';
import type { Mois } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { applique } from '../correction/plier';
import { exceptionsDe } from '../exception/exceptions';
import { estFaite, type Faite } from '../intervention/faite';
import type { ParametresAu, Retenue } from '../types';
import { cumulInterdit } from '../ventilation/eligibles';
import { facturerFaite } from '../ventilation/facturer';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { type ReportApa, ventilerMois } from '../ventilation/ventiler';
import { antenneAu } from './antenne';

export type EntreeFiger = {
  mois: Mois;
  antenne: Antenne;
  /** The month's retained interventions of the usagers concerned, all antennas (a usager may have changed within the month). */
  retenues: readonly Retenue[];
  usager: (id: string) => Usager | undefined;
  nomIntervenant: (id: string) => string;
  /** Who corrected, as the statement names them; undefined: no account has that login. Absent: nobody is named. */
  nomAuteur?: (identifiant: string) => string | undefined;
  /** Their role, by which the statement names them; undefined: no account has that login. */
  roleAuteur?: (identifiant: string) => Role | undefined;
  financeurs: TableFinanceurs;
  /** [AL-6] By what a visit is out of the ordinary; absent: nothing is said of that. */
  parametresAu?: ParametresAu | undefined;
  report: (usagerId: string) => ReportApa;
  /** Parts of a visit of a usager that another antenna has closed this month; absent: nothing of this month is closed. */
  figees?: ((usagerId: string, interventionId: string) => readonly Part[] | undefined) | undefined;
  /** Visits that another antenna told and has not taken back, by id: theirs is the one telling until then. */
  tenues?: ReadonlyMap<string, Tenue> | undefined;
  /** Punches that the BRUT of another antenna's closing of the month has given. */
  pointagesDits?: ReadonlySet<string> | undefined;
  /** Raw hours that their own antenna closed the month without: by id, the one whose BRUT gives them. */
  recueillis?: ReadonlyMap<string, Antenne> | undefined;
  /** Punches that the BRUT of the month before or after has given: an arrival that comes late moves a visit from one to the other. */
  ditsAilleurs?: ReadonlySet<string> | undefined;
  /** Visits of a departure of this month whose arrival is of the month before, closed without that departure: by id. */
  departsRestes?: ReadonlySet<string> | undefined;
};

/** As a visit was told: for whom, and in which month. */
export type Tenue = { usagerId: string; mois: Mois };

/** [CL-1] The antenna that closes a retained visit: that of its retained usager on the date of its retained start. */
export const antenneRetenue = (r: Faite, usager: Usager | undefined): Antenne =>
  usager ? antenneAu(usager, dateParis(r.debut)) : r.intervention.antenne;

export type Nommer = Pick<EntreeFiger, 'nomAuteur' | 'roleAuteur'>;

const correctionsFigees = (r: Retenue, nommer: Nommer): CorrectionFigee[] =>
  r.corrections.filter(applique).map(({ correction: c }) => {
    const auteurNom = nommer.nomAuteur?.(c.auteur);
    const auteurRole = nommer.roleAuteur?.(c.auteur);
    return {
      id: c.id,
      nature: c.nature,
      motif: c.motif,
      auteur: c.auteur,
      ...(auteurNom === undefined ? {} : { auteurNom }),
      ...(auteurRole === undefined ? {} : { auteurRole }),
      instant: c.instant,
      ...(c.debut === undefined ? {} : { debut: c.debut }),
      ...(c.fin === undefined ? {} : { fin: c.fin }),
      ...(c.minutes === undefined ? {} : { minutes: c.minutes }),
      ...(c.commentaire ? { commentaire: c.commentaire } : {}),
    };
  });

export const devenirDe = (r: Retenue, nommer: Nommer): DevenirFige => ({
  statut: r.statut,
  usagerId: r.usagerId,
  ...(r.debut === undefined ? {} : { debut: r.debut }),
  corrections: correctionsFigees(r, nommer),
});

/** [CL-3] The side that is not for the BRUT of this month; undefined: both are. */
const horsBrutDe = (i: Intervention, e: EntreeFiger): BrutFige['horsBrut'] => {
  if (i.arrivee && (e.departsRestes?.has(i.id) || e.ditsAilleurs?.has(i.arrivee.id))) return 'ARRIVEE';
  return i.depart && e.ditsAilleurs?.has(i.depart.id) ? 'DEPART' : undefined;
};

const brutDe = (i: Intervention, horsBrut: BrutFige['horsBrut']): BrutFige => ({
  interventionId: i.id,
  usagerId: i.usagerId,
  intervenantId: i.intervenantId,
  ...(i.arrivee ? { arrivee: aLaMinute(i.arrivee.instant), idPointageArrivee: i.arrivee.id } : {}),
  ...(i.depart ? { depart: aLaMinute(i.depart.instant), idPointageDepart: i.depart.id } : {}),
  statut: i.arrivee && i.depart ? 'COMPLETE' : i.arrivee ? 'SANS_DEPART' : 'SANS_ARRIVEE',
  // The arrival's number, even withheld; the departure's only where there is no arrival (formats, BRUT).
  ...numeroDe(premierDit(i, horsBrut)?.numeroAppelant),
  source: premierDit(i, horsBrut)?.source ?? '',
  ...(horsBrut === undefined ? {} : { horsBrut }),
});

const premierDit = (i: Intervention, horsBrut: BrutFige['horsBrut']): Intervention['arrivee'] =>
  horsBrut === 'ARRIVEE' ? i.depart : (i.arrivee ?? i.depart);

const numeroDe = (numeroAppelant: string | undefined): { numeroAppelant?: string } =>
  numeroAppelant === undefined ? {} : { numeroAppelant };

const moisBrut = (i: Intervention): Mois | undefined => {
  const p = i.arrivee ?? i.depart;
  return p && moisParis(p.instant);
};

/** [CL-1] That whose BRUT gives the raw hours of an intervention. */
const antenneBrute = (i: Intervention, e: Pick<EntreeFiger, 'recueillis'>): Antenne =>
  e.recueillis?.get(i.id) ?? i.antenne;

/** Nothing is left to tell of its punches. */
const estDit = (i: Intervention, { pointagesDits, ditsAilleurs }: EntreeFiger): boolean => {
  const ids = [i.arrivee, i.depart].flatMap((p) => p?.id ?? []);
  return ids.some((id) => pointagesDits?.has(id)) || ids.every((id) => ditsAilleurs?.has(id));
};

/** [AP-11] What explains a planned duration that is the sum of several. */
const prevuesDe = ({ visite, couvertes }: Intervention): Pick<VisiteFigee, 'prevues'> =>
  visite && couvertes ? { prevues: [visite, ...couvertes].map(({ debut, fin }) => ({ debut, fin })) } : {};

const figerVisites = (
  faites: readonly Faite[],
  usager: Usager | undefined,
  e: EntreeFiger,
  usagerId: string,
): VisiteFigee[] => {
  // What left the antenna that had closed it is split here as any other: its complement takes back what it had drawn [CL-4].
  const ici = (r: Faite): boolean => antenneRetenue(r, usager) === e.antenne && !e.tenues?.has(r.intervention.id);
  // Most usagers are of one antenna: theirs alone splits their month, and the others do not look at each of their visits.
  if (usager && !usager.antennes.some((a) => a.antenne === e.antenne)) return [];
  if (!faites.some(ici)) return [];
  const prises = usager?.prisesEnCharge ?? [];
  const calculees = faites.map((r) => ({ r, ...facturerFaite(r, prises, e.financeurs) }));
  const figeesDe = (r: Faite) => (ici(r) ? undefined : e.figees?.(usagerId, r.intervention.id));
  const parts = ventilerMois({
    mois: e.mois,
    visites: calculees.map(({ r, visite }) => ({ ...visite, figees: figeesDe(r) })),
    prisesEnCharge: prises,
    financeurs: e.financeurs,
    report: e.report(usagerId),
  });
  return calculees
    .filter(({ r }) => ici(r))
    .map(({ r, duree }): VisiteFigee => {
      const corrections = correctionsFigees(r, e);
      const siennes = parts.get(r.intervention._id) ?? [];
      const anomalies = [...r.intervention.anomalies];
      if (siennes.some((p) => p.numeroPec === undefined)) anomalies.push('HORS_PLAN');
      if (e.parametresAu) anomalies.push(...exceptionsDe(r, duree, e.parametresAu));
      if (cumulInterdit(prises, e.financeurs, dateParis(r.debut))) anomalies.push('CUMUL_INTERDIT');
      return {
        interventionId: r.intervention.id,
        usagerId: r.usagerId,
        intervenantId: r.intervenantId,
        intervenantNom: e.nomIntervenant(r.intervenantId),
        debut: r.debut,
        fin: r.fin,
        duree,
        minutesComplementaires: r.minutesComplementaires,
        ...(r.motif === undefined ? {} : { motif: r.motif }),
        codePrestation: r.codePrestation,
        statut: r.statut,
        anomalies,
        parts: siennes,
        ...(r.intervention.arrivee ? { arrivee: r.intervention.arrivee.instant } : {}),
        ...(r.intervention.depart ? { depart: r.intervention.depart.instant } : {}),
        ...prevuesDe(r.intervention),
        corrections,
        // A visit that nobody corrected has none, and its frozen state is what it has always been.
        ...(corrections.length > 0 ? { ajustement: r.ajustement } : {}),
      };
    })
    .sort((a, b) => comparer(a.debut, b.debut) || comparer(a.intervenantId, b.intervenantId) || comparer(a.fin, b.fin));
};

export const identiteDe = (u: Usager): IdentiteFigee => ({
  civilite: u.civilite,
  nom: u.nom,
  prenom: u.prenom,
  adresse: u.adresse,
  codePostal: u.codePostal,
  ville: u.ville,
  dateNaissance: u.dateNaissance,
});

/**
 * [CL-1] Of retained interventions, in their order, those that bear on what each antenna freezes: its own raw hours, and the month of
 * whoever is, or was, of it (`figerVisites` leaves the others out; without a file, no visit draws on the caps of another). Who freezes
 * several does not go through all of them for each.
 */
export const partagerRetenues = (
  retenues: readonly Retenue[],
  e: Pick<EntreeFiger, 'usager' | 'recueillis'>,
): ((antenne: Antenne) => readonly Retenue[]) => {
  const parAntenne = new Map<Antenne, Retenue[]>();
  for (const r of retenues) {
    const i = r.intervention;
    const usager = e.usager(r.usagerId);
    const duDossier = usager ? usager.antennes.map((a) => a.antenne) : [i.antenne];
    for (const antenne of new Set([antenneBrute(i, e), ...duDossier])) {
      ajouterA(parAntenne, antenne, r);
    }
  }
  return (antenne) => parAntenne.get(antenne) ?? [];
};

/**
 * [CL-1, CL-2] Everything that the files and statements of one month and antenna are made from, one document a usager,
 * by id. Pure: the same inputs give the same frozen state.
 */
export const figerMois = (e: EntreeFiger): EtatFige[] => {
  const faites = new Map<string, Faite[]>();
  const bruts = new Map<string, BrutFige[]>();
  const ranger = <T>(m: Map<string, T[]>, cle: string, v: T): void => {
    ajouterA(m, cle, v);
  };
  for (const r of e.retenues) {
    const i = r.intervention;
    const tenue = e.tenues?.get(i.id);
    // Told of the same usager and month, it draws on the same caps; else, it does where it was told.
    const compte = tenue === undefined || (tenue.usagerId === r.usagerId && tenue.mois === e.mois);
    if (estFaite(r) && moisParis(r.debut) === e.mois && compte) ranger(faites, r.usagerId, r);
    const siens = antenneBrute(i, e) === e.antenne;
    if (siens && (moisBrut(i) === e.mois || e.departsRestes?.has(i.id) === true) && !estDit(i, e)) {
      const ici =
        estFaite(r) &&
        moisParis(r.debut) === e.mois &&
        r.usagerId === i.usagerId &&
        tenue === undefined &&
        antenneRetenue(r, e.usager(r.usagerId)) === e.antenne;
      ranger(bruts, i.usagerId, {
        ...brutDe(i, horsBrutDe(i, e)),
        intervenantNom: e.nomIntervenant(i.intervenantId),
        ...(ici ? {} : { devenir: devenirDe(r, e) }),
      });
    }
  }
  const ids = [...new Set([...faites.keys(), ...bruts.keys()])].sort(comparer);
  return ids.flatMap((usagerId): EtatFige[] => {
    const usager = e.usager(usagerId);
    const visites = figerVisites(faites.get(usagerId) ?? [], usager, e, usagerId);
    const siens = (bruts.get(usagerId) ?? []).sort(ordreBruts);
    if (visites.length === 0 && siens.length === 0) return [];
    return [
      {
        _id: idEtatFige(e.mois, usagerId),
        type: 'fige',
        mois: e.mois,
        antenne: e.antenne,
        usagerId,
        ...(usager ? { usager: identiteDe(usager) } : {}),
        visites,
        bruts: siens,
        prisesEnCharge: (usager?.prisesEnCharge ?? []).map((p) => ({
          ...p,
          financeur:
            e.financeurs.au(
              p.codeFinanceur,
              p.dateDebut > `${e.mois}-01` ? p.dateDebut : (`${e.mois}-01` as typeof p.dateDebut),
            )?.libelle ?? p.codeFinanceur,
          ...(p.minutesMax === undefined ? {} : { plafondPropre: p.minutesMax }),
        })),
      },
    ];
  });
};

/** BRUT's order within a usager: arrivee (empty first), id_intervenant, depart (empty first). */
const ordreBruts = (a: BrutFige, b: BrutFige): number =>
  comparer(a.arrivee ?? '', b.arrivee ?? '') ||
  comparer(a.intervenantId, b.intervenantId) ||
  comparer(a.depart ?? '', b.depart ?? '');
