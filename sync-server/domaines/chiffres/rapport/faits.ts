import type { FaitsRapport, SectionRapport } from '#shared/contrats/chiffres/rapport';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { IncidentVu } from '#shared/contrats/exploitation/incident';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { basePointages } from '#shared/contrats/ids';
import { estSansTelephone } from '#shared/contrats/pointages/pointage';
import type { PeriodeRapport } from '#shared/domain/rapport/periode';
import type { TableauEtat } from '#shared/etats/contrat';
import { plageEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { ajouterJours, dateParis, debutDuJour } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { lireParametres } from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { lireSur, parcourirType, verifierSur } from '../../../store/types';
import { depuisDe, lireDisponibilite, lireIncidents } from '../../exploitation';
import { sansAboutis } from '../../pointages';
import { calculerEtat } from '../etats/calculer';
import {
  type ComptesAppels,
  type IncidentCompte,
  resumeAppels,
  resumeCorrections,
  resumeHeures,
  sectionAppels,
  sectionEtat,
  sectionsIncidents,
} from './compter';
import { type MoisMesure, resumeDisponibilite, resumeExterieure, sectionsDisponibilite } from './compter-disponibilite';

export const idPropositions = (periode: string): string => `propositions:${periode}`;

const compterAppels = async (m: Magasin, de: Instant, a: Instant): Promise<ComptesAppels> => {
  const c: ComptesAppels = { pointages: {}, appels: {}, passages: {} };
  for (const base of new Set([basePointages(de), basePointages(a)])) {
    for await (const { source } of parcourirType(m, 'pointage', { base }, { de, avant: a }, verifierSur))
      c.pointages[source] = (c.pointages[source] ?? 0) + 1;
    // One that gave a punch after all is that punch: the dashboards count it so too.
    for await (const x of sansAboutis(m, parcourirType(m, 'appel', { base }, { de, avant: a }, verifierSur))) {
      const comptes = estSansTelephone(x) ? c.passages : c.appels;
      comptes[x.issue] = (comptes[x.issue] ?? 0) + 1;
    }
  }
  return c;
};

/** The columns of the state that the report has; the warning of the hours paid late sends to the last. */
export const HEURES = [
  'antenne',
  'usagers',
  'intervenants',
  'visites',
  'duree',
  'complementaires',
  'facturees',
  'regularisees',
] as const;
const CORRECTIONS = [
  'antenne',
  'incompletes',
  'toutes',
  'tauxIncompletes',
  'corrigees',
  'taux',
  'toutesCorrigees',
  'tauxToutes',
  'creees',
  'tauxCreees',
];

const lireTableaux = async (
  m: Magasin,
  p: PeriodeRapport,
  horloge: Horloge,
): Promise<{ ok: true; heures: TableauEtat; corrections: TableauEtat } | Refusee> => {
  const demande = { antenne: 'TOUTES' as const, du: p.du, au: p.au, vue: 'antenne' };
  const heures = await calculerEtat(m, { ...demande, etat: 'recapitulatif-periode' }, horloge);
  if (!heures.ok) return heures;
  const corrections = await calculerEtat(m, { ...demande, etat: 'taux-correction' }, horloge);
  return corrections.ok ? { ok: true, heures: heures.valeur, corrections: corrections.valeur } : corrections;
};

const sectionMaintenances = async (m: Magasin, p: PeriodeRapport, de: Instant, a: Instant): Promise<SectionRapport> => {
  const parametres = lecteurParametres(await lireParametres(m));
  const prevues = parametres(p.au).maintenancesPrevues.filter((x) => x.debut < a && x.fin > de);
  return {
    nom: 'Maintenances',
    titre: 'Maintenances annoncées',
    phrases:
      prevues.length === 0
        ? ['Aucune maintenance annoncée.']
        : prevues.map((x) => `${plageEnMots(x.debut, x.fin)} : ${x.motif}.`),
  };
};

const aTraiter = ({ prise, resolution }: IncidentVu): boolean =>
  prise.faiteLe === undefined || resolution.faiteLe === undefined;

/**
 * As they stood at the end of the period: what came later is told by the next report, which has those that were still to be taken or
 * resolved as it begins, and those that were reopened in it.
 */
const lireComptes = async (m: Magasin, de: Instant, a: Instant): Promise<IncidentCompte[]> => {
  const depuis = depuisDe(de);
  const auDebut = (await lireIncidents(m, { maintenant: de, depuis, jusqua: de })).filter((i) => i.recuLe < de);
  const debuts = new Map(auDebut.map((i) => [i.cle, i]));
  const rouvert = ({ fil }: IncidentVu): boolean => fil.some((g) => g.geste === 'ROUVRIR' && g.instant >= de);
  return (await lireIncidents(m, { maintenant: a, depuis, jusqua: a })).flatMap((fin) => {
    const debut = debuts.get(fin.cle);
    return fin.recuLe < a && (debut === undefined || aTraiter(debut) || rouvert(fin)) ? { fin, debut } : [];
  });
};

/** All that the report of a period that is over says, counted now; refusals: PERIODE_OUVERTE, and those of the states. */
export const compterFaits = async (
  m: Magasin,
  p: PeriodeRapport,
  horloge: Horloge,
): Promise<Resultat<FaitsRapport>> => {
  if (dateParis(horloge()) <= p.au)
    return refuser(
      'PERIODE_OUVERTE',
      `Cette période (${p.titre}) n’est pas terminée : son rapport se fait à partir du lendemain.`,
    );
  const [de, a] = [debutDuJour(p.du), debutDuJour(ajouterJours(p.au, 1))];
  const tableaux = await lireTableaux(m, p, horloge);
  if (!tableaux.ok) return tableaux;
  const { heures, corrections } = tableaux;
  const mesures: MoisMesure[] = [];
  for (const service of ['SVI', 'EXTRANET'] as const)
    for (const mois of p.mois)
      mesures.push({ service, mois, r: await lireDisponibilite(m, { mois, jusqua: a, service }) });
  const appels = await compterAppels(m, de, a);
  const incidents = await lireComptes(m, de, a);
  const recus = incidents.filter((i) => i.debut === undefined);
  const avant = incidents.filter((i) => i.debut && aTraiter(i.debut)).length;
  const rouverts = incidents.length - recus.length - avant;
  const propositions = (await lireSur(m, 'propositions', idPropositions(p.periode), {}))?.texte ?? '';
  return {
    ok: true,
    valeur: {
      periode: p.periode,
      titre: `Rapport d’activité, ${p.titre}`,
      du: p.du,
      au: p.au,
      resume: [
        resumeDisponibilite(mesures, 'SVI'),
        ...resumeExterieure(mesures),
        resumeDisponibilite(mesures, 'EXTRANET'),
        resumeAppels(appels),
        resumeHeures(heures),
        resumeCorrections(corrections),
        {
          quoi: 'Incidents',
          combien: pluriel(recus.length, 'incident reçu', 'incidents reçus'),
          detail: [
            `${pluriel(recus.filter((i) => i.fin.resolution.faiteLe !== undefined).length, 'résolu')} à la fin de la période`,
            ...(avant > 0 ? [`${pluriel(avant, 'reçu avant restait', 'reçus avant restaient')} à traiter`] : []),
            ...(rouverts > 0 ? [pluriel(rouverts, 'reçu avant a été rouvert', 'reçus avant ont été rouverts')] : []),
          ].join(', '),
        },
      ],
      sections: [
        sectionAppels(appels),
        sectionEtat('Heures', 'Heures par antenne', heures, HEURES),
        sectionEtat('Corrections', 'Corrections par antenne', corrections, CORRECTIONS),
        ...sectionsDisponibilite(mesures),
        await sectionMaintenances(m, p, de, a),
        ...sectionsIncidents(incidents, { de, a }),
        {
          nom: 'Propositions',
          titre: 'Propositions',
          phrases: propositions === '' ? ['Aucune proposition pour cette période.'] : propositions.split(/\n+/),
        },
      ],
    },
  };
};
