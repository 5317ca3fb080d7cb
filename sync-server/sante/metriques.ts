import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EtatMessage } from '#shared/contrats/exploitation/message-astreinte';
import { typesOu } from '#shared/documents/registre';
import type { ReponseEnvoi } from '#shared/replication/protocole';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { RapportTravail } from '../jobs/schedules';
import type { App } from '../socle/http/contexte';
import { resteATransmettre } from '../store/grappe/grappe';
import { type FaitsSante, jugerOperateur } from './juger-sante';

/** What a Prometheus server reads of the server, by name: the source of the manual too. A label is a route, a job, a code: never a person. */
export const METRIQUES = {
  tg_requetes_total: 'Demandes servies ; « methode », « route » (son modèle, sans paramètre) et « statut »',
  tg_reponse_secondes: 'Temps de réponse (histogramme) ; « groupe » : api, replication, coquille',
  tg_flux_ouverts: 'Postes reliés au flux des nouveautés',
  tg_saisies_recues_total: 'Saisies des postes, reçues',
  tg_saisies_refusees_total: 'Saisies des postes, refusées ; « code » : celui du refus',
  tg_travail_dernier_succes_secondes: 'Instant (Unix) du dernier passage réussi d’un travail ; « travail » : son nom',
  tg_travail_echecs_total: 'Passages en échec d’un travail ; « travail » : son nom',
  tg_travail_en_echec: '1 : le dernier passage d’un travail a échoué ; 0 : non ; « travail » : son nom',
  tg_travail_secondes: 'Durée du dernier passage d’un travail ; « travail » : son nom',
  tg_courriels_total: 'Courriels ; « etat » : ENVOYE, REFUSE, PLUS_TARD (à essayer de nouveau)',
  tg_courriels_en_attente: 'Courriels préparés qui ne sont pas encore partis',
  tg_astreinte_messages_total:
    'Messages à l’astreinte, à chaque étape ; « etat » : PRIS, REMIS, RETARD, REFUSE, COURRIEL, PERDU',
  tg_astreinte_sans_accuse: 'Visites et départs annoncés à l’astreinte, qui durent et dont personne ne s’est chargé',
  tg_astreinte_trou_secondes:
    'Instant (Unix) de la première heure à venir sans personne d’astreinte ; 0 s’il n’y en a pas',
  tg_magasin_joignable: '1 : le magasin (CouchDB) répond ; 0 : non',
  tg_grappe_noeuds: 'Nœuds de la grappe ; 0 : le magasin est d’un seul tenant',
  tg_grappe_noeuds_presents: 'Nœuds de la grappe que les autres voient, et qui sont ouverts',
  tg_grappe_a_transmettre: 'Documents que les nœuds ont encore à se transmettre ; 0 : toutes les copies sont à jour',
  tg_ecritures_sans_quorum_total:
    'Documents écrits sans la majorité des nœuds, depuis le démarrage ; 0 est l’ordinaire',
  tg_ecritures_sans_quorum_en_attente: 'Ceux que la majorité n’a pas encore',
  tg_ecritures_perdues_total:
    'Ceux qui ne sont plus sur aucun nœud de la majorité : perdus avec le seul qui les avait, à refaire ; 0 est l’ordinaire',
  tg_transitions_retard_secondes: 'Âge du plus ancien changement qui n’est pas encore apparié ni jugé',
  tg_transitions_en_echec: '1 : le dernier passage des transitions a échoué',
  tg_derives_corriges_total:
    'Documents dérivés que la seconde lecture a trouvés faux, et corrigés : 0 est la normale ; « type » : celui du document',
  tg_grappe_agitee: '1 : les copies de la grappe CouchDB n’ont pas encore toutes la même chose',
  tg_divergences: 'Documents que les deux côtés d’une coupure ont écrits, gardés pour une personne',
  tg_disque_libre_octets: 'Place libre ; « disque » : donnees, sauvegarde',
  tg_disque_total_octets: 'Taille ; « disque » : donnees, sauvegarde',
  tg_sauvegarde_derniere_secondes: 'Instant (Unix) de la dernière sauvegarde ; 0 s’il n’y en a pas',
  tg_certificat_fin_secondes:
    'Instant (Unix) où finit le certificat que présente une de nos adresses ; « adresse » : extranet, svi',
  tg_svi_repond: '1 : le dernier appel de sonde a réussi ; 0 : non ; -1 : non mesuré',
  tg_operateur_repond:
    '1 : l’interface de l’opérateur a répondu à la dernière demande ; 0 : non ; -1 : pas encore interrogée',
  tg_sonde_exterieure:
    '1 : le dernier appel d’essai par l’opérateur a réussi ; 0 : non ; -1 : aucun (PLIVO_SONDE_NUMERO absent, ou maintenance)',
  tg_sonde_exterieure_secondes: 'Instant (Unix) de cet essai ; 0 s’il n’y en a pas',
  tg_dernier_appel_secondes: 'Instant (Unix) du dernier pointage par téléphone ; 0 s’il n’y en a pas cette année',
  tg_telephone_muet: '1 : bien moins d’appels que le planning n’en fait attendre ; 0 : non',
  tg_pannes_ouvertes: 'Pannes ouvertes',
  tg_millesime_derniere_secondes: 'Instant (Unix) de la dernière prise de fichiers de Millésime ; 0 s’il n’y en a pas',
} as const;

type Nom = keyof typeof METRIQUES;

export type Metriques = {
  travail: (r: RapportTravail) => void;
  courriel: (etat: 'ENVOYE' | 'REFUSE' | 'PLUS_TARD') => void;
  courrielsEnAttente: (n: number) => void;
  deriveCorrige: (type: string) => void;
  messageAstreinte: (etat: EtatMessage) => void;
  exposer: (app: App, jeton: string | undefined) => void;
};

const empreinte = (t: string): Buffer => createHash('sha256').update(t).digest();
const admise = (req: FastifyRequest, jeton: string | undefined): boolean =>
  jeton !== undefined && timingSafeEqual(empreinte(req.headers.authorization ?? ''), empreinte(`Bearer ${jeton}`));

const groupeDe = (route: string): string => /^\/(api|replication)\//.exec(route)?.[1] ?? 'coquille';
const FLUX = '/replication/flux';
const secondes = (instant: Instant | undefined): number => (instant === undefined ? 0 : epochMs(instant) / 1000);

/** Counts what passes by, and reads the rest from the health where it is asked for. */
export const tenirMetriques = (faits: () => Promise<FaitsSante>): Metriques => {
  const registre = new Registry();
  collectDefaultMetrics({ register: registre });
  const registers = [registre];
  const compteur = <L extends string>(name: Nom, ...labelNames: L[]): Counter<L> =>
    new Counter({ name, help: METRIQUES[name], labelNames, registers });
  const jauge = <L extends string>(name: Nom, ...labelNames: L[]): Gauge<L> =>
    new Gauge({ name, help: METRIQUES[name], labelNames, registers });

  const requetes = compteur('tg_requetes_total', 'methode', 'route', 'statut');
  const reponses = new Histogram({
    name: 'tg_reponse_secondes' satisfies Nom,
    help: METRIQUES.tg_reponse_secondes,
    labelNames: ['groupe'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const flux = jauge('tg_flux_ouverts');
  const recues = compteur('tg_saisies_recues_total');
  const refusees = compteur('tg_saisies_refusees_total', 'code');
  const succes = jauge('tg_travail_dernier_succes_secondes', 'travail');
  const echecs = compteur('tg_travail_echecs_total', 'travail');
  const rates = jauge('tg_travail_en_echec', 'travail');
  const durees = jauge('tg_travail_secondes', 'travail');
  const courriels = compteur('tg_courriels_total', 'etat');
  const enAttente = jauge('tg_courriels_en_attente');
  const messages = compteur('tg_astreinte_messages_total', 'etat');
  for (const etat of ['PRIS', 'REMIS', 'RETARD', 'REFUSE', 'COURRIEL', 'PERDU']) messages.inc({ etat }, 0);
  const sansAccuse = jauge('tg_astreinte_sans_accuse');
  const trou = jauge('tg_astreinte_trou_secondes');
  const magasin = jauge('tg_magasin_joignable');
  const noeuds = jauge('tg_grappe_noeuds');
  const presents = jauge('tg_grappe_noeuds_presents');
  const aTransmettre = jauge('tg_grappe_a_transmettre');
  const sansQuorum = compteur('tg_ecritures_sans_quorum_total');
  const sansQuorumEnAttente = jauge('tg_ecritures_sans_quorum_en_attente');
  const perdues = compteur('tg_ecritures_perdues_total');
  const retard = jauge('tg_transitions_retard_secondes');
  const enEchec = jauge('tg_transitions_en_echec');
  const corriges = compteur('tg_derives_corriges_total', 'type');
  // A counter that begins with its first fact has not increased for Prometheus: the alert would miss what it is there for.
  for (const type of typesOu((l) => l.nature === 'DERIVE')) corriges.inc({ type }, 0);
  const agitee = jauge('tg_grappe_agitee');
  const divergences = jauge('tg_divergences');
  const libre = jauge('tg_disque_libre_octets', 'disque');
  const total = jauge('tg_disque_total_octets', 'disque');
  const sauvegarde = jauge('tg_sauvegarde_derniere_secondes');
  const certificat = jauge('tg_certificat_fin_secondes', 'adresse');
  const svi = jauge('tg_svi_repond');
  const operateur = jauge('tg_operateur_repond');
  const exterieure = jauge('tg_sonde_exterieure');
  const exterieureLe = jauge('tg_sonde_exterieure_secondes');
  const dernierAppel = jauge('tg_dernier_appel_secondes');
  const muet = jauge('tg_telephone_muet');
  const pannes = jauge('tg_pannes_ouvertes');
  const millesime = jauge('tg_millesime_derniere_secondes');

  let sansQuorumComptes = 0;
  let perduesComptees = 0;
  const relever = async (): Promise<void> => {
    const f = await faits();
    magasin.set(Number(f.magasin));
    noeuds.set(f.noeuds?.length ?? 0);
    presents.set(f.noeuds?.filter((n) => n.present && !n.ferme).length ?? 0);
    aTransmettre.set(resteATransmettre(f.noeuds ?? []));
    sansQuorum.inc(f.quorum.total - sansQuorumComptes);
    sansQuorumComptes = f.quorum.total;
    sansQuorumEnAttente.set(f.quorum.enAttente);
    perdues.inc(f.quorum.introuvables - perduesComptees);
    perduesComptees = f.quorum.introuvables;
    retard.set(f.transitions?.retard ?? 0);
    enEchec.set(Number(f.transitions?.enEchec ?? false));
    agitee.set(Number(f.transitions?.relecture?.agitee ?? false));
    divergences.set(f.divergences);
    sansAccuse.set(f.astreinte?.sansAccuse ?? 0);
    trou.set(secondes(f.astreinte?.trou));
    for (const d of f.disques) {
      libre.set({ disque: d.nom }, d.libres);
      total.set({ disque: d.nom }, d.octets);
    }
    sauvegarde.set(secondes(f.sauvegarde.depuis));
    for (const { nom, fin } of f.certificats) if (fin !== undefined) certificat.set({ adresse: nom }, secondes(fin));
    svi.set(f.svi === 'OK' ? 1 : f.svi === 'PANNE' ? 0 : -1);
    operateur.set({ ok: 1, attention: 0, panne: 0, inconnu: -1 }[jugerOperateur(f).etat]);
    const dernier = f.exterieur?.dernier;
    exterieure.set(dernier?.issue === 'REUSSI' ? 1 : dernier?.issue === 'ECHEC' ? 0 : -1);
    exterieureLe.set(secondes(dernier?.instant));
    dernierAppel.set(secondes(f.dernierAppel));
    muet.set(Number(f.telephoneMuet !== undefined));
    pannes.set(f.pannes);
    millesime.set(secondes(f.millesime.derniere));
  };

  return {
    travail: (r) => {
      durees.set({ travail: r.nom }, r.ms / 1000);
      if (r.erreur === undefined) succes.set({ travail: r.nom }, Date.now() / 1000);
      echecs.inc({ travail: r.nom }, r.erreur === undefined ? 0 : 1);
      rates.set({ travail: r.nom }, r.erreur === undefined ? 0 : 1);
    },
    courriel: (etat) => courriels.inc({ etat }),
    courrielsEnAttente: (n) => enAttente.set(n),
    deriveCorrige: (type) => corriges.inc({ type }),
    messageAstreinte: (etat) => messages.inc({ etat }),
    exposer: (app, jeton) => {
      app.addHook('onRequest', async (req, reply) => {
        if (req.routeOptions.url !== FLUX) return;
        flux.inc();
        reply.raw.once('close', () => flux.dec());
      });
      app.addHook('onResponse', async (req, reply) => {
        const route = req.routeOptions.url ?? '?';
        requetes.inc({ methode: req.method, route, statut: reply.statusCode });
        // A stream lasts as long as its screen: that says nothing of how fast it is answered.
        if (route !== FLUX) reponses.observe({ groupe: groupeDe(route) }, reply.elapsedTime / 1000);
      });
      // What becomes of a push is in its answer, and nowhere else.
      app.addHook<ReponseEnvoi>('preSerialization', async (req, reply, reponse) => {
        if (req.routeOptions.url === '/replication/saisies' && reply.statusCode === 200) {
          recues.inc(reponse.recus.length);
          for (const { code } of reponse.refuses) refusees.inc({ code });
        }
        return reponse;
      });
      app.get('/metrics', async (req, reply) => {
        if (!admise(req, jeton)) return reply.code(401).header('www-authenticate', 'Bearer').send();
        await relever();
        return reply.type(registre.contentType).send(await registre.metrics());
      });
    },
  };
};
