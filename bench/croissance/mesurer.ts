import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { type Checkpoint, COLLECTIONS, type Collection } from '#shared/replication/protocole';
import { ajouterMois, dernierJour, premierJour } from '#shared/temps/paris';
import { calculerEtat } from '../../sync-server/domaines/chiffres/etats/calculer';
import { lireDetailPilotage, lireTableauPilotage } from '../../sync-server/domaines/chiffres/pilotage/lire';
import { calculer } from '../../sync-server/domaines/financement/prefacturation/fichiers';
import { lireMoisPrefactures } from '../../sync-server/domaines/financement/prefacturation/lire-mois';
import { tirerPage } from '../../sync-server/http/replication/tirer';
import { horlogeSysteme } from '../../sync-server/ports/horloge';
import type { Magasin } from '../../sync-server/store/lire';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { changerUnCentieme } from '../appuis/demain';
import { MOIS } from '../appuis/mois';
import { chronometrer } from '../appuis/outils';
import { attendreFinDuMagasin, commander } from '../appuis/processus';
import { mesurerAppels } from './appels';
import { exigerVide, octetsDesBases, vider } from './couchdb';
import type { Mesure, Portee } from './mesure';
import { inventerService, type Service } from './service';

const UNE = 'EST';
const PAGE = 2_000;

const octetsDe = (dossier: string): number =>
  readdirSync(dossier, { withFileTypes: true }).reduce((n, f) => {
    const chemin = join(dossier, f.name);
    return n + (f.isDirectory() ? octetsDe(chemin) : statSync(chemin).size);
  }, 0);

/** All that a new PC of one antenna asks for, page by page. */
const premiereSync = async (m: Magasin): Promise<number> => {
  let documents = 0;
  for (const collection of Object.keys(COLLECTIONS) as Collection[]) {
    let checkpoint: Checkpoint | undefined;
    for (let suite = true; suite; ) {
      const page = await tirerPage(m, {
        ...{ base: baseAntenne(UNE), collection, checkpoint, limite: PAGE },
        ...{ debut: premierJour(ajouterMois(MOIS, -2)), antenne: UNE, jour: dernierJour(MOIS) },
      });
      documents += page.documents.length;
      checkpoint = page.checkpoint;
      suite = page.suite;
    }
  }
  return documents;
};

const exiger = <T>(r: { ok: true; valeur: T } | { ok: false; refus: { message: string } }): T => {
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};

const lireDansLeMagasin = async ({ dataDir, couchdbUrl }: Service): Promise<Mesure[]> => {
  const magasin = await ouvrirMagasin({ dataDir, couchdbUrl });
  const periode = { du: premierJour(MOIS), au: dernierJour(MOIS) };
  const ports = { magasin, horloge: horlogeSysteme };
  const etat = (antenne: typeof UNE | 'TOUTES') => async () =>
    exiger(await calculerEtat(magasin, { etat: 'recapitulatif-periode', antenne, ...periode }, horlogeSysteme));
  const mesures: Mesure[] = [];
  const peser = async (quoi: string, portee: Portee, travail: () => Promise<unknown>): Promise<void> => {
    // Once before it counts: the store opens its databases at the first reading.
    await travail();
    mesures.push({ quoi, portee, valeur: (await chronometrer(travail)).secondes, unite: 's' });
  };
  try {
    await peser('préfacturation', 'SERVICE', async () => {
      const lus = exiger(await lireMoisPrefactures(ports, codesAntennes(), MOIS));
      return calculer(magasin, lus);
    });
    await peser('état d’un mois, toutes les antennes', 'SERVICE', etat('TOUTES'));
    await peser('état d’un mois, une antenne', 'UNE_ANTENNE', etat(UNE));
    await peser('tableau de bord, toutes les antennes', 'SERVICE', () =>
      lireTableauPilotage(ports, codesAntennes(), MOIS),
    );
    await peser('tableau de bord, une antenne', 'UNE_ANTENNE', () =>
      lireDetailPilotage(ports, { antenne: UNE, mois: MOIS, nominatif: true }),
    );
    await peser('première synchronisation d’une antenne, au serveur', 'UNE_ANTENNE', () => premiereSync(magasin));
    return mesures;
  } finally {
    await magasin.fermer();
    await attendreFinDuMagasin(dataDir);
  }
};

const CLE = { SAUVEGARDE_CLE: Buffer.alloc(32, 1).toString('base64') };

/** What may be asked for by itself; the month is imported in any case. */
const PARTIES = ['commandes', 'appels'] as const;
export type Partie = (typeof PARTIES)[number];
export const lirePartie = (nom: string): Partie => {
  const partie = PARTIES.find((p) => p === nom);
  if (partie === undefined) throw new Error(`--parties=${nom} : ${PARTIES.join(', ')} attendus`);
  return partie;
};

type Lancer = (quoi: string, args: readonly string[], dataDir?: string) => Promise<void>;

const parCommandes = async (s: Service, dossier: string, lancer: Lancer, dire: (m: Mesure) => void): Promise<void> => {
  const demain = join(dossier, 'demain');
  changerUnCentieme(s.fichiers, demain);
  await lancer('import du lendemain, un centième changé', ['importer', demain]);
  await lancer('clôture', ['cloturer', MOIS, '--motif', 'banc']);
  await lancer('export', ['exporter', MOIS, '--vers', join(dossier, 'export')]);
  for (const m of await lireDansLeMagasin(s)) dire(m);
  const sauvegardes = join(dossier, 'sauvegardes');
  mkdirSync(sauvegardes);
  await lancer('sauvegarde complète', ['sauvegarder', sauvegardes]);
  const octets = s.couchdbUrl === undefined ? octetsDe(s.dataDir) : await octetsDesBases(s.couchdbUrl);
  // A CouchDB holds one service: the restored one takes the place of the other, and what is measured after is measured on it.
  if (s.couchdbUrl !== undefined) await vider(s.couchdbUrl);
  await lancer('restauration', ['restaurer', sauvegardes], join(dossier, 'restaure'));
  dire({ quoi: 'disque du magasin', valeur: octets / 1e6, unite: 'Mo', portee: 'SERVICE' });
  dire({ quoi: 'disque de la sauvegarde', valeur: octetsDe(sauvegardes) / 1e6, unite: 'Mo', portee: 'SERVICE' });
};

const mesurerService = async (
  s: Service,
  o: { dossier: string; dire: (m: Mesure) => void; parties: readonly Partie[]; cadence: number },
): Promise<void> => {
  const { dossier, dire } = o;
  for (const [quoi, valeur] of [
    ['antennes', codesAntennes().length],
    ['usagers', s.usagers],
    ['aides', s.aides],
    ['visites', s.visites],
  ] as const)
    dire({ quoi, valeur, unite: '' });
  const lancer: Lancer = async (quoi, args, dataDir = s.dataDir) => {
    const e = await commander(args, dataDir, { ...CLE, COUCHDB_URL: s.couchdbUrl ?? '' });
    await attendreFinDuMagasin(dataDir);
    dire({ quoi, valeur: e.secondes, unite: 's', portee: 'SERVICE' });
    dire({ quoi: `${quoi} : mémoire de la commande`, valeur: e.commandeMo, unite: 'Mo' });
    // The memory of a CouchDB is not that of a process of ours.
    if (s.couchdbUrl === undefined) dire({ quoi: `${quoi} : mémoire du magasin`, valeur: e.magasinMo, unite: 'Mo' });
  };
  await lancer('import du mois', ['importer', s.fichiers]);
  if (o.parties.includes('commandes')) await parCommandes(s, dossier, lancer, dire);
  // Last: it adds a morning to the store.
  if (o.parties.includes('appels')) for (const m of await mesurerAppels(s, o.cadence, dossier)) dire(m);
};

type Demande = {
  parties?: readonly Partie[] | undefined;
  cadence?: number | undefined;
  couchdbUrl?: string | undefined;
};

/**
 * The same work on the service, so many times as large; without `parties`, all of it. `cadence`: the pace of the calls, of which the
 * service once is 1; absent, that of its size. `couchdbUrl`: an empty CouchDB, left as empty; absent, the embedded store.
 */
export const mesurerFois = async (
  fois: number,
  dossier: string,
  dire: (m: Mesure) => void,
  { parties = PARTIES, cadence = fois, couchdbUrl }: Demande = {},
): Promise<void> => {
  if (couchdbUrl !== undefined) await exigerVide(couchdbUrl);
  try {
    await mesurerService(await inventerService(fois, dossier, couchdbUrl), { dossier, dire, parties, cadence });
  } finally {
    if (couchdbUrl !== undefined) await vider(couchdbUrl);
  }
};
