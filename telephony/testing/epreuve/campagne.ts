import { createServer } from 'node:net';
import { setTimeout as delai } from 'node:timers/promises';
import { creerAlea } from '#shared/testing/alea';
import { type DocumentSvi, documentSchema } from '../../journal/entree';
import { attendreQue, dossierDEssai } from '../atelier';
import { demarrerSvi, lancerMagasin, type SviDemarre } from '../processus';
import { type AppelVecu, appeler } from './appelant';
import { type Bilan, verifier } from './bilan';
import { veillerJournal } from './journal-technique';
import { enAttente, toutEstRegle } from './sante';
import { annuaireDeLaVille, SANS_RAFALE } from './ville';

export type OptionsCampagne = {
  /** SIGKILLs of the worker; stops (SIGKILL or SIGTERM) of the embedded CouchDB. */
  morts: number;
  arrets: number;
  appelants: number;
  graine: number;
  /** Milliseconds between two keys, at most. */
  lenteur?: number;
  dire?: (ligne: string) => void;
};

export type Rapport = Bilan & {
  dossier: string;
  vecus: AppelVecu[];
  morts: number;
  mortsAuDemarrage: number;
  arretsBrutaux: number;
  arretsDoux: number;
  /** Most punches and failed calls that waited for CouchDB, as seen just after it came back. */
  attenteMax: number;
  /** By name, what the workers alerted. */
  alertes: Record<string, number>;
  secondes: number;
};

/** How long a fact may take on a machine that is busy with other things. */
const PATIENCE_MS = 180_000;
const ESSAI_MS = 50;

/**
 * Out of the range where the system takes ports by itself: the worker must find its port again at each start, and
 * callers who knock at a dead port of that range may end up connected to themselves.
 */
const portFixe = async (): Promise<number> => {
  for (let essai = 0; essai < 200; essai += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const libre = await new Promise<boolean>((dire) => {
      const s = createServer();
      s.once('error', () => dire(false));
      s.listen(port, '127.0.0.1', () => s.close(() => dire(true)));
    });
    if (libre) return port;
  }
  throw new Error('aucun port libre entre 20000 et 30000');
};

/** How long failed calls are held back before CouchDB is asked for their punches; short, so that the run has an end. */
const ECHEC_DELAI_S = '2';

type MagasinDEssai = Awaited<ReturnType<typeof lancerMagasin>>;

const tousLesDocuments = async ({ serveur }: MagasinDEssai): Promise<DocumentSvi[]> => {
  const bases = (await serveur.db.list()).filter((b) => b.startsWith('tg-pointages-'));
  const pages = await Promise.all(bases.map((b) => serveur.use(b).list({ include_docs: true })));
  return pages.flatMap(({ rows }) =>
    rows.flatMap((r) => (r.id.startsWith('inventaire:') ? [] : documentSchema.parse(r.doc))),
  );
};

/**
 * [PT-6] Callers who never stop, while the worker is killed and CouchDB stopped, in no step with each other; then
 * everything is started again, the journal is drained, and what callers heard is held against what is stored.
 */
export const mener = async (o: OptionsCampagne): Promise<Rapport> => {
  const { graine, lenteur = 120, dire = () => undefined } = o;
  const debut = performance.now();
  const dossier = await dossierDEssai(annuaireDeLaVille());
  const port = await portFixe();
  const url = `http://127.0.0.1:${port}`;
  const veille = veillerJournal();
  const vecus: AppelVecu[] = [];
  const compte = { morts: 0, mortsAuDemarrage: 0, arretsBrutaux: 0, arretsDoux: 0, attenteMax: 0 };
  let reponses = 0;
  let fini = false;

  const lancer = (): SviDemarre =>
    demarrerSvi(dossier, { TELEPHONY_PORT: String(port), ECHEC_DELAI_S, ...SANS_RAFALE }, { surErreur: veille.lire });
  let svi = lancer();
  let magasin = await lancerMagasin(dossier);
  await svi.pret;

  const apresReponses = async (n: number): Promise<void> => {
    const but = reponses + n;
    await attendreQue(() => reponses >= but, 'des appelants entendent le SVI', PATIENCE_MS);
  };

  let annonces = 0;
  const annoncer = (): void => {
    const arrets = compte.arretsBrutaux + compte.arretsDoux;
    if (compte.morts + arrets < annonces + 30) return;
    annonces = compte.morts + arrets;
    dire(`${compte.morts} morts du SVI, ${arrets} arrêts de CouchDB, ${vecus.length} appels`);
  };

  const tuerSvi = async (): Promise<void> => {
    const alea = creerAlea(graine * 31 + 1);
    while (compte.morts < o.morts) {
      await apresReponses(alea.entier(1, 150));
      await delai(alea.entier(0, 15));
      await svi.tuer('SIGKILL');
      compte.morts += 1;
      // One in ten dies again before it is ready, as it reads its journal.
      while (compte.morts < o.morts && alea.chance(0.1)) {
        svi = lancer();
        await delai(alea.entier(200, 1_000));
        await svi.tuer('SIGKILL');
        compte.morts += 1;
        compte.mortsAuDemarrage += 1;
      }
      svi = lancer();
      await svi.pret;
      annoncer();
    }
  };

  const arreterMagasin = async (): Promise<void> => {
    const alea = creerAlea(graine * 31 + 2);
    for (let n = 0; n < o.arrets; n += 1) {
      await apresReponses(alea.entier(1, 150));
      const brutal = alea.chance(0.5);
      await magasin.tuer(brutal ? 'SIGKILL' : 'SIGTERM');
      compte[brutal ? 'arretsBrutaux' : 'arretsDoux'] += 1;
      // It stays away for a while, so that the journal fills.
      await apresReponses(alea.entier(0, 100));
      compte.attenteMax = Math.max(compte.attenteMax, await enAttente(url).catch(() => 0));
      magasin = await lancerMagasin(dossier);
      annoncer();
    }
  };

  const passer = async (numero: number): Promise<void> => {
    const appelant = { url, numero, graine, lenteur, patience: PATIENCE_MS / ESSAI_MS };
    const surReponse = (): void => {
      reponses += 1;
    };
    for await (const vecu of appeler({ ...appelant, surReponse }, () => fini)) vecus.push(vecu);
  };

  try {
    const appelants = Array.from({ length: o.appelants }, (_, n) => passer(n));
    try {
      await Promise.all([tuerSvi(), arreterMagasin()]);
    } finally {
      fini = true;
    }
    await Promise.all(appelants);
    await attendreQue(() => toutEstRegle(url), 'tout est transmis', PATIENCE_MS);
    const bilan = verifier(vecus, await tousLesDocuments(magasin));
    const fautes = [...bilan.fautes, ...veille.fautes()];
    const secondes = (performance.now() - debut) / 1000;
    return { ...bilan, fautes, ...compte, alertes: veille.alertes(), dossier, vecus, secondes };
  } finally {
    await svi.tuer('SIGTERM');
    await magasin.tuer('SIGTERM');
  }
};
