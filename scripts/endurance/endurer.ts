import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delai } from 'node:timers/promises';
import nano from 'nano';
import type { Antenne } from '#shared/contrats/commun';
import type { Verdict } from '#shared/contrats/corrections/correction';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { creerAlea } from '#shared/testing/alea';
import { trouverProcessus } from '../../bench/appuis/processus';
import { rythmer } from '../../bench/appuis/rythme';
import type { Appelant } from '../../bench/croissance/appelants';
import { type CompteEssai, demarrerServiceEssai } from '../../e2e/outils/service';
import { comparerInstantanes, type Grandie } from './instantane';
import { ouvrirMatinee } from './matinee';
import { pesable, peser, type Releve } from './peser';
import { ouvrirPoste, type Poste } from './poste';
import { preparerService } from './service';

export type { Releve } from './peser';

/**
 * The service's busiest hour, measured on its month: 45,000 calls are 1,500 a day, of which a fifth fall in one hour; a
 * visit in ten is corrected; each of the six antennas has its PCs' streams, and a PC reads something every other minute.
 */
const HEURE = { appels: 300, envois: 40, correctionsParEnvoi: 3, postes: 40, lecturesParPoste: 30 };

export type Endurance = {
  appels: number;
  pointages: number;
  envois: number;
  corrections: number;
  lectures: number;
  flux: number;
  nouvelles: number;
  secondes: number;
  debut: Record<string, Releve>;
  fin: Record<string, Releve>;
  /** By process, the kinds of objects that it holds more of at the end. */
  grandies: Record<string, Grandie[]>;
  /** Empty: no error, nothing lost. */
  fautes: string[];
};

/** Below what the server leaves to one session, whose oldest streams it cuts. */
const FLUX_PAR_SESSION = 8;

type Pointage = { appelId?: string; remplace?: string };

export const endurer = async (o: {
  minutes: number;
  chauffe: number;
  facteur: number;
  graine: number;
  /** What grew is named. A process that writes what it holds answers nobody for seconds: streams that are cut then are no fault. */
  instantanes: boolean;
  dire: (ligne: string) => void;
}): Promise<Endurance> => {
  const debutMs = Date.now();
  const dossierPesees = mkdtempSync(join(tmpdir(), 'tg-endurance-'));
  mkdirSync(dossierPesees, { recursive: true });
  o.dire('un service inventé, importé, démarré');
  // Ten times the load is that of a service ten times as large: on the data of a smaller one, an hour gives its people more visits than
  // they ever have, and what is weighed is those.
  let appelants: Appelant[] = [];
  const env = { ...pesable(dossierPesees, o.instantanes), JOURNAL_NIVEAU: 'warn' };
  const s = await demarrerServiceEssai({
    env: { SONDE: 'oui', ...env },
    donnees: async (vers) => {
      const prete = await preparerService(o.facteur, vers);
      appelants = prete.appelants;
      return prete.donnees;
    },
  });
  const dataDir = join(s.dossier, 'donnees');
  const bilan: Endurance = {
    appels: 0,
    pointages: 0,
    envois: 0,
    corrections: 0,
    lectures: 0,
    flux: 0,
    nouvelles: 0,
    secondes: 0,
    debut: {},
    fin: {},
    grandies: {},
    fautes: [],
  };
  const alea = creerAlea(o.graine);
  /** Calls whose caller heard that a punch was recorded. */
  const entendus = new Set<string>();
  const envoyees: string[] = [];
  let fini = false;
  try {
    const antennes = codesAntennes();
    const voulus = HEURE.postes * o.facteur;
    const comptes: { antenne: Antenne; compte: CompteEssai }[] = [];
    for (let n = 0; n < Math.max(antennes.length, voulus / FLUX_PAR_SESSION); n += 1) {
      const antenne = antennes[n % antennes.length];
      if (antenne) comptes.push({ antenne, compte: await s.creerCompte(`endurance-${n}`, antenne) });
    }
    const postes: Poste[] = [];
    for (let n = 0; n < voulus; n += 1) {
      const rang = n % comptes.length;
      const { antenne, compte } = comptes[rang] ?? {};
      if (!compte || !antenne) continue;
      // One session an account: what is tried is streams and readings, not four hundred password hashes at once.
      const voisin: Poste | undefined = postes[rang];
      postes.push(
        await ouvrirPoste({
          adresse: s.adresse,
          origine: s.cable.origine,
          antenne,
          compte,
          cookie: voisin?.cookie,
          surNouvelle: () => {
            bilan.nouvelles += 1;
          },
          surFaute: (f) => {
            if (!o.instantanes || !f.endsWith(': coupé')) bilan.fautes.push(f);
          },
        }),
      );
    }
    bilan.flux = postes.length;
    o.dire(`${postes.length} flux ouverts`);
    const processus = trouverProcessus(dataDir);

    const matinee = ouvrirMatinee(appelants);
    /** A process that writes what it holds answers nobody for seconds. */
    const muet = (quoi: string) => (e: unknown) => {
      if (!o.instantanes) bilan.fautes.push(`${quoi} : ${e instanceof Error ? e.message : String(e)}`);
    };
    const appeler = async (): Promise<void> => {
      const passage = matinee.suivant(Date.now());
      const appel = await s.appeler(passage.de.slice(1), `${passage.codeAide},${passage.cote},1`).catch(muet('appel'));
      bilan.appels += 1;
      if (appel?.dit.some((p) => /enregistré/.test(p))) {
        bilan.pointages += 1;
        entendus.add(appel.callUuid);
        passage.entendu(Date.now());
      }
      if (appel?.issue === 'ECHEC_HTTP') bilan.fautes.push(`appel ${appel.callUuid} : pas de réponse`);
    };
    const envoyer = async (): Promise<void> => {
      const poste = alea.parmi(postes);
      const visites = poste ? matinee.aCorriger(poste.antenne, HEURE.correctionsParEnvoi, Date.now()) : [];
      if (!poste || visites.length === 0) return;
      const lot = (await poste.envoyer(visites).catch(muet('envoi'))) ?? [];
      bilan.envois += 1;
      envoyees.push(...lot);
      bilan.corrections += lot.length;
    };
    const lire = async (): Promise<void> => {
      await alea.parmi(postes)?.lire(alea.entier(0, 4)).catch(muet('lecture'));
      bilan.lectures += 1;
    };
    const hasard = (): number => alea.fraction();
    const charge = Promise.all([
      rythmer(HEURE.appels * o.facteur, () => fini, hasard, appeler),
      rythmer(HEURE.envois * o.facteur, () => fini, hasard, envoyer),
      rythmer(HEURE.postes * HEURE.lecturesParPoste * o.facteur, () => fini, hasard, lire),
    ]);
    await delai(o.chauffe * 60_000);
    bilan.debut = await peser(dossierPesees, processus);
    o.dire(
      `chauffé en ${o.chauffe.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} minutes, ${bilan.appels} appels`,
    );
    const reste = Math.max(0, o.minutes - o.chauffe);
    for (let tranche = 0; tranche < 6; tranche += 1) {
      await delai((reste * 60_000) / 6);
      o.dire(`${bilan.appels} appels, ${bilan.corrections} corrections, ${bilan.fautes.length} fautes`);
    }
    fini = true;
    await charge;
    const sante = (): Promise<{ journal: { enAttente: number; retenus: number } }> => {
      const { url } = JSON.parse(readFileSync(join(dataDir, 'svi.json'), 'utf8')) as { url: string };
      return fetch(`${url}/sante`).then((r) => r.json() as ReturnType<typeof sante>);
    };
    for (const limite = Date.now() + 120_000; Date.now() < limite; await delai(500)) {
      const { journal } = await sante();
      if (journal.enAttente === 0 && journal.retenus === 0) break;
    }
    bilan.fin = await peser(dossierPesees, processus);
    for (const [nom, { instantane }] of Object.entries(bilan.fin)) {
      const avant = bilan.debut[nom]?.instantane;
      if (avant !== undefined && instantane !== undefined) bilan.grandies[nom] = comparerInstantanes(avant, instantane);
    }

    const { url } = JSON.parse(readFileSync(join(dataDir, 'magasin.json'), 'utf8')) as { url: string };
    const magasin = nano(url);
    const ranges = new Map<string, number>();
    const bases = await magasin.db.list();
    for (const base of bases.filter((b) => b.startsWith('tg-pointages-')))
      for (const { doc } of (await magasin.use<Pointage>(base).list({ include_docs: true })).rows)
        if (doc?.appelId !== undefined) ranges.set(doc.appelId, (ranges.get(doc.appelId) ?? 0) + 1);
    for (const id of entendus) if (!ranges.has(id)) bilan.fautes.push(`appel ${id} : pointage entendu, non rangé`);
    const stockees = new Set<string>();
    const notres = new Set(envoyees.map((id) => id.split(':').at(-1)));
    for (const base of bases.filter((b) => b.startsWith('tg-antenne-'))) {
      const { rows } = await magasin.use(base).list({ startkey: 'correction:', endkey: 'correction;' });
      for (const r of rows) stockees.add(r.id);
      const verdicts = await magasin.use<Verdict>(base).list({
        startkey: 'verdict:',
        endkey: 'verdict;',
        include_docs: true,
      });
      // Of those that came with the files of the month, some are refused: they are made so.
      for (const { doc } of verdicts.rows)
        if (doc && doc.decision !== 'ACCEPTEE' && notres.has(doc.correctionId))
          bilan.fautes.push(`${doc.correctionId} : ${doc.decision}, ${doc.refus?.code ?? 'sans refus'}`);
    }
    for (const id of envoyees) if (!stockees.has(id)) bilan.fautes.push(`${id} : reçue, non rangée`);
    for (const ligne of readFileSync(join(s.dossier, 'service.log'), 'utf8').split('\n'))
      if (/"level":[56]0/.test(ligne)) bilan.fautes.push(`au journal : ${ligne.slice(0, 300)}`);
    for (const p of postes) p.fermer();
  } finally {
    fini = true;
    await s.arreter();
    rmSync(dossierPesees, { recursive: true, force: true });
  }
  bilan.secondes = (Date.now() - debutMs) / 1000;
  return bilan;
};
