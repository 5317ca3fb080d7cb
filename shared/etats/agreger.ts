import type { BrutFige, EtatFige, VisiteFigee } from '../contrats/cloture/cloture';
import type { Complement } from '../contrats/cloture/complement';
import type { StatutRetenu } from '../contrats/corrections/intervention';
import type { PriseEnCharge, Usager } from '../contrats/dossiers/dossiers';
import { comparer } from '../domain/appariement/ordre';
import { brutsDuMois } from '../domain/cloture/bruts';
import { compterAppels } from '../domain/intervention/appels-comptes';
import { motifOmission } from '../domain/intervention/motif-omission';
import { nomComplet } from '../domain/releve/mots';
import { dateParis } from '../temps/paris';
import type { DateCivile, Instant, Mois } from '../temps/types';
import type { Agregat, Issue, UsagerAgrege } from './agregat';
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

const visitesParAide = (visites: readonly VisiteFigee[]): UsagerAgrege['visites'] => {
  const parAide = repartir((intervenantId) => ({
    intervenantId,
    visites: 0,
    duree: 0,
    complementaires: 0,
    maximum: 0,
    minimum: Number.MAX_SAFE_INTEGER,
  }));
  for (const v of visites) {
    const a = parAide.de(v.intervenantId);
    a.visites += 1;
    a.duree += v.duree;
    a.complementaires += v.minutesComplementaires;
    a.maximum = Math.max(a.maximum, v.duree);
    a.minimum = Math.min(a.minimum, v.duree);
  }
  return parAide.tries();
};

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

/** What became of a punched intervention: from its visit, or from what the frozen state says of it. */
const statutDe = (b: BrutFige, visite: VisiteFigee | undefined): StatutRetenu =>
  visite?.statut ?? b.devenir?.statut ?? b.statut;

const issueDe = (statut: StatutRetenu): Issue =>
  statut === 'CORRIGEE' || statut === 'ANNULEE' ? statut : 'A_CORRIGER';

const dateDe = (b: BrutFige): DateCivile => dateParis((b.arrivee ?? b.depart) as Instant);

const pointagesParAide = (
  { usagerId, visites, ...etat }: EntreeAgreger['etats'][number],
  e: EntreeAgreger,
): Pick<UsagerAgrege, 'pointages' | 'incompletes'> => {
  const parAide = repartir((intervenantId) => ({
    intervenantId,
    pointees: 0,
    incompletes: 0,
    corrigees: 0,
    toutesCorrigees: 0,
    creees: 0,
    sansTelegestion: 0,
  }));
  const parId = new Map(visites.map((v) => [v.interventionId, v]));
  const incompletes: UsagerAgrege['incompletes'] = [];
  for (const b of brutsDuMois(etat)) {
    if (e.dans && !e.dans(dateDe(b))) continue;
    const visite = parId.get(b.interventionId);
    const statut = statutDe(b, visite);
    const compte = compterAppels(e.enCours(b.interventionId) ? 'EN_COURS' : b.statut, statut);
    if (!compte.pointee) continue;
    const a = parAide.de(b.intervenantId);
    // [PT-7] As the dashboards say it: by the usager to whom the visit goes.
    const apart = e.sansTelegestion(b.devenir?.usagerId ?? usagerId, dateDe(b));
    if (compte.incomplete) {
      const motif = motifOmission(b, visite?.corrections ?? b.devenir?.corrections ?? []);
      incompletes.push({
        interventionId: b.interventionId,
        intervenantId: b.intervenantId,
        ...(b.arrivee ? { arrivee: b.arrivee } : {}),
        ...(b.depart ? { depart: b.depart } : {}),
        issue: issueDe(statut),
        ...(motif === undefined ? {} : { motif }),
        ...(apart ? { sansTelegestion: true as const } : {}),
      });
    }
    if (apart) {
      a.sansTelegestion += 1;
      continue;
    }
    a.pointees += 1;
    if (compte.corrigee) a.toutesCorrigees += 1;
    if (compte.incomplete) a.incompletes += 1;
    if (compte.incompleteCorrigee) a.corrigees += 1;
  }
  for (const v of visites) {
    if (v.statut !== 'CREEE' || (e.dans && !e.dans(dateParis(v.debut)))) continue;
    const a = parAide.de(v.intervenantId);
    if (e.sansTelegestion(usagerId, dateParis(v.debut))) a.sansTelegestion += 1;
    else a.creees += 1;
  }
  return { pointages: parAide.tries(), incompletes };
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
  const intervenants: Record<string, string> = {};
  const nommer = (id: string, fige?: string): void => {
    intervenants[id] ??= fige ?? e.nomIntervenant(id) ?? id;
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
        ...pointagesParAide(etat, e),
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
  return { usagers, intervenants };
};
