import { Cron } from 'croner';
import { purgerSessions } from '../domaines/acces/purger-sessions';
import { purgerAccesPersonnels } from '../domaines/acces-personnel/liens';
import type { SuiviAlertes } from '../domaines/alertes/annoncer';
import type { TravauxConservation } from '../domaines/archive/conservation/travaux';
import type { Quotidien } from '../domaines/dossiers/echanges/quotidien';
import type { VeilleExtranet } from '../domaines/exploitation/sante/sonder-extranet';
import type { SauvegardePeriodique } from '../domaines/exploitation/sauvegarde/periodique';
import type { Veille } from '../domaines/telephonie/sonder-svi';
import type { Registre } from '../ports/acces';
import type { Courrier } from '../ports/courriel';
import type { AccesMagasin } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { preparerBases } from '../store/preparer-bases';

export type Ports = {
  magasin: AccesMagasin;
  horloge: Horloge;
  courrier: Pick<Courrier, 'relever'>;
  veille: Pick<Veille, 'passer'>;
  veilleExtranet: VeilleExtranet;
  /** Files the activity reports that are not there yet. */
  rapports: { editer: () => Promise<number> };
  alertes: SuiviAlertes;
  registre: Pick<Registre, 'alerter'>;
  /** Reads how many calls the SVI refused for their signature, and keeps what is new. */
  releverSignatures: () => Promise<void>;
  quotidien: Pick<Quotidien, 'recevoir' | 'restituer'>;
  provisoires: { deposer: () => Promise<number> };
  sauvegarde: Pick<SauvegardePeriodique, 'passer'>;
  /** What could not leave for the DASES or Millésime, and what they answer. */
  envois: { reprendre: () => Promise<number>; relever: () => Promise<number> };
  conservation: TravauxConservation;
  /** Mails the notes of the version in service, once. */
  nouveautes: { annoncer: () => Promise<number> };
  incidents: { prevenir: () => Promise<number> };
  /** The states that someone has mailed to herself. */
  etats: { envoyer: () => Promise<number> };
  pilotage: { recompter: () => Promise<number> };
};

const CHAQUE_MINUTE = '* * * * *';
const TOUTES_LES_5_MINUTES = '*/5 * * * *';

/** What runs by itself, when (Paris time), and the use case that it calls: the whole list. */
export const TRAVAUX = [
  {
    nom: 'purger-sessions',
    quand: '17 3 * * *',
    description: 'Efface les sessions terminées',
    faire: (p: Ports) => purgerSessions(p.magasin, p.horloge()),
  },
  {
    nom: 'purger-acces-personnels',
    quand: '19 3 * * *',
    description: 'Efface les liens des accès personnels dont le délai est passé',
    faire: (p: Ports) => purgerAccesPersonnels(p.magasin, p.horloge()),
  },
  {
    nom: 'preparer-bases',
    quand: '5 0 * * *',
    description: 'Crée à l’avance la base des pointages de l’année qui vient',
    faire: (p: Ports) => preparerBases(p.magasin, p.horloge()),
  },
  {
    nom: 'sonder-svi',
    quand: CHAQUE_MINUTE,
    description: 'Appelle le SVI comme une aide, tient la mesure de disponibilité, ouvre et ferme les pannes',
    faire: (p: Ports) => p.veille.passer(),
  },
  {
    nom: 'sonder-extranet',
    quand: CHAQUE_MINUTE,
    description: 'Ouvre l’extranet comme une gestionnaire et le chronomètre, tient sa mesure de disponibilité',
    faire: (p: Ports) => p.veilleExtranet.passer(),
  },
  {
    nom: 'prevenir-incidents',
    quand: CHAQUE_MINUTE,
    description: 'Dit par courriel un incident bloquant, et celui que personne n’a pris dans son délai',
    faire: (p: Ports) => p.incidents.prevenir(),
  },
  {
    nom: 'suivre-alertes',
    quand: CHAQUE_MINUTE,
    description:
      'Tient les alertes que l’heure fait, et prévient l’astreinte des départs en retard hors des heures d’ouverture',
    faire: (p: Ports) => p.alertes.minute(),
  },
  {
    nom: 'resumer-alertes',
    quand: '30 7 * * *',
    description: 'Envoie le compte des alertes de chaque antenne à ceux qui le veulent',
    faire: (p: Ports) => p.alertes.matin(),
  },
  {
    nom: 'alerter-securite',
    quand: CHAQUE_MINUTE,
    description: 'Prend au registre les signatures fausses vues par le SVI, et envoie ce qui n’a pas encore été dit',
    faire: async (p: Ports) => {
      await p.releverSignatures();
      return Number(await p.registre.alerter());
    },
  },
  {
    nom: 'recevoir-millesime',
    quand: TOUTES_LES_5_MINUTES,
    description: 'Prend les fichiers que Millésime a déposés, à partir de l’heure du paramètre heureMillesime',
    faire: (p: Ports) => p.quotidien.recevoir(),
  },
  {
    nom: 'reprendre-envois',
    quand: TOUTES_LES_5_MINUTES,
    description: 'Envoie de nouveau ce que le dépôt d’un destinataire n’avait pas pris',
    faire: (p: Ports) => p.envois.reprendre(),
  },
  {
    nom: 'relever-retours',
    quand: '4,34 * * * *',
    description: 'Lit les réponses aux envois, et prend les factures que le Département a déposées',
    faire: (p: Ports) => p.envois.relever(),
  },
  {
    nom: 'restituer-millesime',
    // Again at each hour of the morning where the place did not take it.
    quand: '45 6-11 * * *',
    description:
      'Dépose pour Millésime, une fois par jour, les visites de la veille, et celles qui ont changé depuis la dernière fois',
    faire: (p: Ports) => p.quotidien.restituer(),
  },
  {
    nom: 'deposer-provisoires',
    // Again at each hour of that day where the place did not take them.
    quand: '30 6-20 2 * *',
    description:
      'Dépose pour Millésime, le 2, les fichiers provisoires du mois passé des antennes qui ne l’ont pas encore clos ; essaie de nouveau chaque heure tant qu’ils ne sont pas pris',
    faire: (p: Ports) => p.provisoires.deposer(),
  },
  {
    nom: 'envoyer-etats',
    quand: '10 6-20 * * *',
    description: 'Prépare les courriels des états programmés dont le jour est venu, et ceux qui ont été refusés',
    faire: (p: Ports) => p.etats.envoyer(),
  },
  {
    nom: 'envoyer-courriels',
    quand: CHAQUE_MINUTE,
    description: 'Envoie les courriels préparés, et ceux que le serveur de courriel n’avait pas pris',
    faire: (p: Ports) => p.courrier.relever(),
  },
  {
    nom: 'annoncer-version',
    quand: '12 9 * * 1-5',
    description: 'Envoie une fois à chaque compte les notes de la version en service',
    faire: (p: Ports) => p.nouveautes.annoncer(),
  },
  {
    nom: 'sauvegarder',
    quand: '*/10 * * * *',
    description:
      'Ajoute à SAUVEGARDE_DIR ce qui a changé, ou une sauvegarde complète quand la dernière a un jour ; retire les plus anciennes',
    faire: (p: Ports) => p.sauvegarde.passer(),
  },
  {
    nom: 'archiver-releves',
    // At night: the whole service's statements take the processor for half a minute.
    quand: '50 3 * * *',
    description: 'Archive les relevés des mois clos qui ne le sont pas encore',
    faire: (p: Ports) => p.conservation.archiver(),
  },
  {
    nom: 'horodater-archive',
    quand: '23 * * * *',
    description: 'Redemande à l’autorité l’horodatage que le dernier mois archivé n’a pas encore',
    faire: (p: Ports) => p.conservation.horodater(),
  },
  {
    nom: 'recompter-pilotage',
    quand: '20 2 * * *',
    description:
      'Recompte les tableaux de bord des mois qui changent encore, et un mois plus ancien à son tour ; dit et corrige un écart',
    faire: (p: Ports) => p.pilotage.recompter(),
  },
  {
    nom: 'editer-rapports',
    quand: '20 5 * * *',
    description:
      'Édite et classe, le 1er, le rapport d’activité du mois passé (du trimestre et de l’année quand ils finissent) ; les jours suivants et au démarrage, ceux qui manqueraient depuis la première mesure',
    auDemarrage: true,
    faire: (p: Ports) => p.rapports.editer(),
  },
  {
    nom: 'purger',
    // Again at each hour of that night where the service was stopped, or something else was being written.
    quand: '40 2-6 4 * *',
    description: 'Efface, une fois par mois, ce que les durées de conservation ne gardent plus, sauf ce qui est gelé',
    faire: (p: Ports) => p.conservation.purger(),
  },
] as const;

/** `frequent`: it runs every few minutes, and says nothing when all goes well. */
export type RapportTravail = { nom: string; ms: number; frequent: boolean; erreur?: unknown };

/**
 * Starts every scheduled job, and runs at once those that a server which was down may owe; one that is still running is not
 * started again. Returns what stops them.
 */
export const demarrerTravaux = (ports: Ports, rapporter: (r: RapportTravail) => void): (() => void) => {
  const crons = TRAVAUX.map(
    (t) =>
      new Cron(t.quand, { timezone: 'Europe/Paris', protect: true, unref: true }, async () => {
        const debut = Date.now();
        const erreur = await t.faire(ports).then(
          () => undefined,
          (e: unknown) => e,
        );
        rapporter({
          nom: t.nom,
          ms: Date.now() - debut,
          frequent: t.quand === CHAQUE_MINUTE || t.quand === TOUTES_LES_5_MINUTES,
          ...(erreur === undefined ? {} : { erreur }),
        });
      }),
  );
  TRAVAUX.forEach((t, i) => {
    if ('auDemarrage' in t) void crons[i]?.trigger();
  });
  return () => {
    for (const c of crons) c.stop();
  };
};
