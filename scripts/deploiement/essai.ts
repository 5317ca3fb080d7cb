import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DocumentSvi } from '../../telephony/journal/entree';
import { documentSchema } from '../../telephony/journal/entree';
import { attendreQue, dossierDEssai, JETON } from '../../telephony/testing/atelier';
import { type AppelVecu, appeler } from '../../telephony/testing/epreuve/appelant';
import { type Bilan, verifier } from '../../telephony/testing/epreuve/bilan';
import { journalRegle } from '../../telephony/testing/epreuve/sante';
import { annuaireDeLaVille, SANS_RAFALE } from '../../telephony/testing/epreuve/ville';
import { lancerMagasin } from '../../telephony/testing/processus';
import { portLibre } from '../demo/processus';
import { choisirPorts, type Mandataire, preparerMandataire } from './mandataire';

// A machine as deploy/ lays it out, in a folder: versions, the link that says which is in service, two workers of the SVI
// behind the product's own nginx file, a server; and callers who never stop while the product's own script changes versions.

const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = join(RACINE, 'deploy/mise-a-jour.sh');
const PATIENCE_MS = 60_000;

type Unite = { commande: string[]; env: Record<string, string>; enfant?: ChildProcess };

export type Deploiement = {
  mandataire: Mandataire;
  portTls: number;
  /** The script of the product; its exit and what it said. */
  mettreAJour: (version: string, env?: Record<string, string>) => Promise<{ code: number | null; dit: string }>;
  courante: () => string;
  /** Calls that ended so far. */
  appels: () => number;
  /** No more calls; what was heard is held against what is stored. */
  finir: () => Promise<Bilan>;
  fermer: () => Promise<void>;
};

/** A version: what the product is made of, by links; `casse` replaces one file by a program that stops at once. */
const poserVersion = (racine: string, nom: string, casse?: 'telephony/main.ts' | 'bin/telegestion'): void => {
  const dossier = join(racine, 'versions', nom);
  mkdirSync(join(dossier, 'app/out'), { recursive: true });
  writeFileSync(join(dossier, 'app/out/index.html'), '<title>Télégestion</title>');
  const casses = casse === undefined ? [] : [casse.split('/')[0]];
  for (const nomLien of ['bin', 'node_modules', 'telephony', 'sync-server', 'shared', 'package.json', 'tsconfig.json'])
    if (!casses.includes(nomLien)) symlinkSync(join(RACINE, nomLien), join(dossier, nomLien));
  symlinkSync(join(RACINE, 'tsconfig.base.json'), join(dossier, 'tsconfig.base.json'));
  if (casse === undefined) return;
  mkdirSync(join(dossier, casse, '..'), { recursive: true });
  writeFileSync(join(dossier, casse), 'process.exit(1);\n');
};

const arreterUnite = async (u: Unite): Promise<void> => {
  const p = u.enfant;
  if (!p || p.exitCode !== null || p.signalCode !== null) return;
  const mort = once(p, 'exit');
  p.kill('SIGTERM');
  await mort;
};

export const ouvrirDeploiement = async (o: { appelants: number; graine: number }): Promise<Deploiement> => {
  const racine = mkdtempSync(join(tmpdir(), 'tg-deploiement-'));
  for (const [nom, casse] of [
    ['un', undefined],
    ['deux', undefined],
    ['svi-casse', 'telephony/main.ts'],
    ['serveur-casse', 'bin/telegestion'],
  ] as const)
    poserVersion(racine, nom, casse);
  symlinkSync('versions/un', join(racine, 'courante'));

  const ports = await choisirPorts(20_000);
  const origine = `https://localhost:${ports.tls}`;
  const donnees = await Promise.all(ports.svi.map(() => dossierDEssai(annuaireDeLaVille())));
  const dossierMagasin = mkdtempSync(join(tmpdir(), 'tg-magasin-'));
  const magasin = await lancerMagasin(dossierMagasin);

  const commun = {
    MODE: 'formation',
    PUBLIC_ORIGIN: '',
    PLIVO_AUTH_ID: '',
    PLIVO_AUTH_TOKEN: JETON,
    JOURNAL_NIVEAU: 'error',
  };
  const unites = new Map<string, Unite>(
    ports.svi.map((p, n): [string, Unite] => [
      `telegestion-svi@${p}`,
      {
        commande: ['--import', 'tsx', 'telephony/main.ts'],
        env: {
          ...commun,
          DATA_DIR: donnees[n] ?? '',
          TELEPHONY_PORT: String(p),
          SVI_ORIGIN: origine,
          COUCHDB_URL: magasin.url,
          ECHEC_DELAI_S: '1',
          ...SANS_RAFALE,
        },
      },
    ]),
  );
  unites.set('telegestion', {
    commande: ['bin/telegestion', 'servir'],
    env: {
      ...commun,
      DATA_DIR: join(racine, 'donnees'),
      PORT: String(ports.extranet),
      TELEPHONIE: 'non',
      SONDE: 'non',
      COUCHDB_URL: '',
      COQUILLE: join(racine, 'versions/un/app/out'),
    },
  });
  const lancer = (u: Unite): void => {
    u.enfant = spawn(process.execPath, u.commande, {
      cwd: join(racine, 'courante'),
      env: { ...process.env, ...u.env },
      stdio: 'ignore',
    });
  };
  // What systemd does: the old one dies, the new one is started, and only then it answers.
  const superviseur = createServer(async (req, reponse) => {
    const u = unites.get(decodeURIComponent((req.url ?? '').slice(1)));
    if (u) {
      await arreterUnite(u);
      lancer(u);
    }
    reponse.writeHead(u ? 200 : 404).end();
  });
  const portSuperviseur = await portLibre(ports.noeuds + 1);
  await new Promise<void>((ok) => superviseur.listen(portSuperviseur, '127.0.0.1', ok));
  const redemarrer = join(racine, 'redemarrer.sh');
  writeFileSync(redemarrer, `exec curl --silent --fail -X POST "http://127.0.0.1:${portSuperviseur}/$1"\n`);

  const saine = (p: number): Promise<boolean> =>
    fetch(`http://127.0.0.1:${p}/sante`).then(
      (r) => r.ok,
      () => false,
    );
  for (const u of unites.values()) lancer(u);
  const mandataire = preparerMandataire(ports);
  await mandataire.demarrer();
  for (const p of [...ports.svi, ports.extranet]) await attendreQue(() => saine(p), `le port ${p} répond`, PATIENCE_MS);

  const vecus: AppelVecu[] = [];
  let fini = false;
  const passer = async (numero: number): Promise<void> => {
    const a = { url: origine, numero, graine: o.graine, lenteur: 200, patience: 200, surReponse: () => undefined };
    for await (const vecu of appeler(a, () => fini)) vecus.push(vecu);
  };
  const appelants = Array.from({ length: o.appelants }, (_, n) => passer(n));
  const ecoute = Promise.all(appelants);
  ecoute.catch(() => undefined);

  const lire = async (): Promise<DocumentSvi[]> => {
    const bases = (await magasin.serveur.db.list()).filter((b) => b.startsWith('tg-pointages-'));
    const pages = await Promise.all(bases.map((b) => magasin.serveur.use(b).list({ include_docs: true })));
    return pages.flatMap(({ rows }) =>
      rows.flatMap((r) => (r.id.startsWith('inventaire:') ? [] : documentSchema.parse(r.doc))),
    );
  };

  return {
    mandataire,
    portTls: ports.tls,
    courante: () => readlinkSync(join(racine, 'courante')),
    appels: () => vecus.length,
    mettreAJour: async (version, env = {}) => {
      const p = spawn('sh', [SCRIPT, version], {
        env: {
          ...process.env,
          RACINE: racine,
          PORTS_SVI: ports.svi.join(' '),
          PORT_SERVEUR: String(ports.extranet),
          PATIENCE_S: version.endsWith('casse') ? '10' : '90',
          REDEMARRER: `sh ${redemarrer}`,
          SANS_SAUVEGARDE: 'oui',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let dit = '';
      for (const flux of [p.stdout, p.stderr])
        flux.on('data', (d: Buffer) => {
          dit += d.toString();
        });
      await once(p, 'close');
      return { code: p.exitCode, dit };
    },
    finir: async () => {
      fini = true;
      await ecoute;
      for (const p of ports.svi)
        await attendreQue(
          () => journalRegle(`http://127.0.0.1:${p}`).catch(() => false),
          'tout est transmis',
          PATIENCE_MS,
        );
      const bilan = verifier(vecus, await lire());
      // One worker may settle a call as failed while the other, which restarts, still has its punch in its journal: both are
      // then in CouchDB, and the server drops the failed call (sync-server/domaines/pointages/appariement/aboutis.ts).
      return { ...bilan, fautes: bilan.fautes.filter((f) => !f.endsWith('échec gardé avec un pointage')) };
    },
    fermer: async () => {
      fini = true;
      await ecoute.catch(() => undefined);
      superviseur.close();
      for (const u of unites.values()) await arreterUnite(u);
      await mandataire.arreter();
      await magasin.tuer('SIGTERM');
      for (const d of [racine, dossierMagasin, ...donnees]) rmSync(d, { recursive: true, force: true, maxRetries: 20 });
    },
  };
};
