import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { epochMs } from '#shared/temps/paris';
import type { Alertes } from './alertes';
import type { Derniers, Origine } from './derniers';
import type { Horloge } from './horloge';
import type { Entree } from './journal/entree';
import type { Journal } from './journal/journal';
import type { EtatOperateur } from './reconciliation/service';
import { memeSecret } from './secret';
import { origineDe } from './svi/sonde';

/** What a Prometheus server reads of the SVI, by name: the source of the manual too. No label tells who called, or whom for. */
export const METRIQUES = {
  tg_svi_appels_finis_total: 'Appels terminés ; « origine » : aide, sonde (chaque minute), ou essai (par l’opérateur)',
  tg_svi_pointages_total: 'Pointages enregistrés ; « sens » : ARRIVEE ou DEPART',
  tg_svi_pointages_remplaces_total: 'Pointages corrigés au téléphone (touche 9)',
  tg_svi_appels_echoues_total: 'Appels sans pointage ; « source » (SVI, ou CDR : relevé de l’opérateur) et « issue »',
  tg_svi_codes_errones_total: 'Codes faux tapés',
  tg_svi_signatures_refusees_total: 'Requêtes refusées, faute de signature de l’opérateur',
  tg_svi_reponse_secondes: 'Temps de réponse à l’opérateur (histogramme)',
  tg_svi_appels_en_cours: 'Appels en cours',
  tg_svi_appels_retenus: 'Appels échoués retenus, le temps de vérifier qu’aucun pointage n’en est venu',
  tg_svi_journal_sain: '1 : le journal s’écrit ; 0 : le disque le refuse, les aides entendent des excuses',
  tg_svi_journal_attente: 'Écritures du journal que CouchDB n’a pas encore',
  tg_svi_journal_retard_secondes: 'Âge de la plus ancienne écriture que CouchDB n’a pas encore ; 0 s’il n’y en a pas',
  tg_svi_envois_sans_quorum_total:
    'Envois que CouchDB a pris sans la majorité de ses nœuds : ils restent au journal ; 0 est l’ordinaire',
  tg_svi_annuaire_age_secondes: 'Âge de l’annuaire local ; -1 s’il n’a jamais été lu',
  tg_svi_dernier_appel_secondes:
    'Instant (Unix) du dernier appel reçu par ce SVI ; « origine » : aide, sonde, essai ; 0 s’il n’y en a pas eu depuis son démarrage',
  tg_svi_operateur_repond:
    '1 : l’interface de l’opérateur a répondu au dernier relevé d’appels ; 0 : non ; -1 : pas encore demandé',
  tg_svi_alerte: '1 pour chaque alerte en cours ; « alerte » : son code',
} as const;

type Nom = keyof typeof METRIQUES;

export type FaitsSvi = {
  journal: Pick<Journal, 'enAttente' | 'sain'>;
  appelsEnCours: number;
  appelsRetenus: number;
  annuaireAge: number | undefined;
  derniers: Derniers;
  operateur: EtatOperateur;
  alertes: ReturnType<Alertes['liste']>;
  signaturesRefusees: number;
  envoisSansQuorum: number;
};

export type Metriques = {
  /** An entry that is durable. */
  noter: (entree: Entree) => void;
  exposer: (app: FastifyInstance, jeton: string | undefined) => void;
};

const ORIGINES: readonly Origine[] = ['aide', 'sonde', 'essai'];
const OPERATEUR: Record<EtatOperateur['etat'], number> = { ok: 1, panne: 0, inconnu: -1 };
/** Ended calls that are remembered, so that one whose end is told twice counts once. */
const FINIS_MAX = 10_000;

/** Counts what the journal has made durable, and reads the rest where it is asked for. */
export const tenirMetriques = (o: {
  horloge: Horloge;
  /** [DI-1] Where outside checks come from: their calls are counted apart. */
  numeroSonde?: string | undefined;
  faits: () => FaitsSvi;
}): Metriques => {
  const registre = new Registry();
  collectDefaultMetrics({ register: registre });
  const registers = [registre];
  const compteur = <L extends string>(name: Nom, ...labelNames: L[]): Counter<L> =>
    new Counter({ name, help: METRIQUES[name], labelNames, registers });
  const jauge = (name: Nom, lire: (f: FaitsSvi) => number): void => {
    new Gauge({
      name,
      help: METRIQUES[name],
      registers,
      collect() {
        this.set(lire(o.faits()));
      },
    });
  };

  const appels = compteur('tg_svi_appels_finis_total', 'origine');
  const pointages = compteur('tg_svi_pointages_total', 'sens');
  const remplaces = compteur('tg_svi_pointages_remplaces_total');
  const echoues = compteur('tg_svi_appels_echoues_total', 'source', 'issue');
  const codes = compteur('tg_svi_codes_errones_total');
  const signatures = compteur('tg_svi_signatures_refusees_total');
  const sansQuorum = compteur('tg_svi_envois_sans_quorum_total');
  const reponses = new Histogram({
    name: 'tg_svi_reponse_secondes' satisfies Nom,
    help: METRIQUES.tg_svi_reponse_secondes,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  jauge('tg_svi_appels_en_cours', (f) => f.appelsEnCours);
  jauge('tg_svi_appels_retenus', (f) => f.appelsRetenus);
  jauge('tg_svi_journal_sain', (f) => Number(f.journal.sain()));
  jauge('tg_svi_journal_attente', (f) => f.journal.enAttente().length);
  jauge('tg_svi_journal_retard_secondes', (f) => {
    const ancien = f.journal.enAttente()[0]?.documents[0]?.document.recuLe;
    return ancien === undefined ? 0 : Math.max(0, (o.horloge() - epochMs(ancien)) / 1000);
  });
  jauge('tg_svi_annuaire_age_secondes', (f) => f.annuaireAge ?? -1);
  jauge('tg_svi_operateur_repond', ({ operateur }) => OPERATEUR[operateur.etat]);
  new Gauge({
    name: 'tg_svi_dernier_appel_secondes' satisfies Nom,
    help: METRIQUES.tg_svi_dernier_appel_secondes,
    labelNames: ['origine'],
    registers,
    collect() {
      const { derniers } = o.faits();
      for (const origine of ORIGINES) {
        const dernier = derniers[origine];
        this.set({ origine }, dernier === undefined ? 0 : epochMs(dernier) / 1000);
      }
    },
  });
  new Gauge({
    name: 'tg_svi_alerte' satisfies Nom,
    help: METRIQUES.tg_svi_alerte,
    labelNames: ['alerte'],
    registers,
    collect() {
      this.reset();
      for (const { code } of o.faits().alertes) this.set({ alerte: code }, 1);
    },
  });

  const finis = new Set<string>();
  const finir = (etat: Parameters<typeof origineDe>[0]): void => {
    const { appelId } = etat;
    if (finis.has(appelId)) return;
    finis.add(appelId);
    const [premier] = finis;
    if (finis.size > FINIS_MAX && premier !== undefined) finis.delete(premier);
    appels.inc({ origine: origineDe(etat, o.numeroSonde) });
  };
  let signaturesComptees = 0;
  let sansQuorumComptes = 0;

  return {
    noter: (entree) => {
      for (const { document: d } of entree.documents) {
        if (d.type === 'constat-exterieur') continue;
        if (d.type === 'appel') echoues.inc({ source: d.source, issue: d.issue });
        else {
          pointages.inc({ sens: d.sens });
          if (d.remplace !== undefined) remplaces.inc();
        }
      }
      codes.inc(entree.codesErrones?.length ?? 0);
      // A call that is settled is written again: its end was counted before.
      if (entree.appel?.fini && !entree.appel.echec) finir(entree.appel.etat);
    },
    exposer: (app, jeton) => {
      app.addHook('onResponse', async (requete, reponse) => {
        if (requete.routeOptions.url === '/plivo/*') reponses.observe(reponse.elapsedTime / 1000);
      });
      app.get('/metrics', async (requete, reponse) => {
        const admis = jeton !== undefined && memeSecret(requete.headers.authorization, `Bearer ${jeton}`);
        if (!admis) return reponse.code(401).header('www-authenticate', 'Bearer').send();
        const { signaturesRefusees, envoisSansQuorum } = o.faits();
        sansQuorum.inc(envoisSansQuorum - sansQuorumComptes);
        sansQuorumComptes = envoisSansQuorum;
        signatures.inc(signaturesRefusees - signaturesComptees);
        signaturesComptees = signaturesRefusees;
        const texte = await registre.metrics();
        return reponse.header('cache-control', 'no-store').type(registre.contentType).send(texte);
      });
    },
  };
};
