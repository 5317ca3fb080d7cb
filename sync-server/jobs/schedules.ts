import { Cron } from 'croner';
import { type PortsTravauxAcces, TRAVAUX_ACCES } from '../domaines/acces/travaux';
import { type PortsTravauxAccesPersonnel, TRAVAUX_ACCES_PERSONNEL } from '../domaines/acces-personnel/travaux';
import { type PortsTravauxAlertes, TRAVAUX_ALERTES } from '../domaines/alertes/travaux';
import { type PortsTravauxArchive, TRAVAUX_ARCHIVE } from '../domaines/archive/travaux';
import { type PortsTravauxAstreinte, TRAVAUX_ASTREINTE } from '../domaines/astreinte/travaux';
import { type PortsTravauxChiffres, TRAVAUX_CHIFFRES } from '../domaines/chiffres/travaux';
import { type PortsTravauxCloture, TRAVAUX_CLOTURE } from '../domaines/cloture/travaux';
import { type PortsTravauxDossiers, TRAVAUX_DOSSIERS } from '../domaines/dossiers/travaux';
import { type PortsTravauxExploitation, TRAVAUX_EXPLOITATION } from '../domaines/exploitation/travaux';
import { type PortsTravauxFinancement, TRAVAUX_FINANCEMENT } from '../domaines/financement/travaux';
import { type PortsTravauxPointages, TRAVAUX_POINTAGES } from '../domaines/pointages/travaux';
import { type PortsTravauxPointer, TRAVAUX_POINTER } from '../domaines/pointer/travaux';
import { type PortsTravauxTelephonie, TRAVAUX_TELEPHONIE } from '../domaines/telephonie/travaux';
import type { Courrier } from '../ports/courriel';
import { CHAQUE_MINUTE, type PortsDeBase, TOUTES_LES_5_MINUTES, type Travail } from '../socle/travaux';
import { assurerInventaire } from '../store/inventaire/ouvrir';
import { preparerBases } from '../store/preparer-bases';
import { rejouerImports } from '../store/rejouer';

export type Ports = PortsDeBase &
  PortsTravauxAcces &
  PortsTravauxAccesPersonnel &
  PortsTravauxPointer &
  PortsTravauxTelephonie &
  PortsTravauxExploitation &
  PortsTravauxAlertes &
  PortsTravauxAstreinte &
  PortsTravauxDossiers &
  PortsTravauxPointages &
  PortsTravauxFinancement &
  PortsTravauxCloture &
  PortsTravauxChiffres &
  PortsTravauxArchive & { courrier: Pick<Courrier, 'relever'> };

/** What runs by itself, domain by domain: the whole list. */
export const TRAVAUX: readonly Travail<Ports>[] = [
  {
    nom: 'preparer-bases',
    quand: '5 0 * * *',
    description: 'Crée à l’avance la base des pointages de l’année qui vient',
    faire: (p) => preparerBases(p.magasin, p.horloge()),
  },
  {
    nom: 'ouvrir-inventaire',
    quand: '15 * * * *',
    description: 'Ouvre une fois l’inventaire, sur ce qui est dans le magasin, quand la grappe est entière et calme',
    auDemarrage: true,
    faire: (p) => assurerInventaire(p.magasin, p.horloge),
  },
  {
    nom: 'finir-imports',
    quand: TOUTES_LES_5_MINUTES,
    description: 'Finit un import qu’une coupure a laissé à moitié écrit, et qui n’a pas pu l’être au démarrage',
    faire: async (p) => (await rejouerImports(p.magasin, p.horloge)).rejoues.length,
  },
  {
    nom: 'envoyer-courriels',
    quand: CHAQUE_MINUTE,
    description: 'Envoie les courriels préparés, et ceux que le serveur de courriel n’avait pas pris',
    faire: (p) => p.courrier.relever(),
  },
  ...TRAVAUX_ACCES,
  ...TRAVAUX_ACCES_PERSONNEL,
  ...TRAVAUX_POINTER,
  ...TRAVAUX_TELEPHONIE,
  ...TRAVAUX_EXPLOITATION,
  ...TRAVAUX_ALERTES,
  ...TRAVAUX_ASTREINTE,
  ...TRAVAUX_DOSSIERS,
  ...TRAVAUX_POINTAGES,
  ...TRAVAUX_FINANCEMENT,
  ...TRAVAUX_CLOTURE,
  ...TRAVAUX_CHIFFRES,
  ...TRAVAUX_ARCHIVE,
];

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
        // What throws at once is a failure like another: it must neither go unsaid nor end the service.
        const erreur = await Promise.resolve()
          .then(() => t.faire(ports))
          .then(
            () => undefined,
            (e: unknown) => e ?? new Error('sans cause'),
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
    if (t.auDemarrage) void crons[i]?.trigger();
  });
  return () => {
    for (const c of crons) c.stop();
  };
};
