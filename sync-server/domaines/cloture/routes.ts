import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type BilanCloture,
  type ChiffresCloture,
  demandeClotureSchema,
  type EtatCloture,
} from '#shared/contrats/cloture/bilan-cloture';
import type { Cloture } from '#shared/contrats/cloture/cloture';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { antenneConnueSchema, codesAntennes } from '#shared/domain/antenne/registre';
import { echeanceDe } from '#shared/domain/cloture/echeance';
import { antennesDe, type Droit } from '#shared/droits/droits';
import { lireMoisEcrit, moisEnMots } from '#shared/mots/dates';
import { type Mois, moisSchema } from '#shared/temps/types';
import { hacher } from '../../adapters/dossier';
import { ouvrirFile, regrouper } from '../../socle/file-calculs';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { ErreurHttp, exigerDroit, lireDemande, valeurDe } from '../../socle/http/reponses';
import { causeDe } from '../../store/causes';
import { estErreurMagasin } from '../../store/erreurs';
import { compterPourDeBon } from '../../store/inventaire/pour-de-bon';
import { antennesAClore } from '../../store/lectures/antennes-a-clore';
import { lireCloture } from '../../store/lectures/clos';
import { lireParametres } from '../../store/lectures/connus';
import { lireAuteurs } from '../acces';
import { ENTREES, tracer } from '../audit';
import { type BilanCalcule, dresserBilan } from './clore/bilan';
import { cloturer } from './clore/cloturer';
import { lirePostesEnRetard } from './clore/postes';
import { chiffresClos } from './exporter/chiffres';
import { fichiersClos } from './exporter/exporter';
import type { FichierExporte } from './exporter/exporter-lignes';

const moisSeul = z.object({ mois: moisSchema });
const moisDAntenne = moisSeul.extend({ antenne: antenneConnueSchema });

const lire = <T>(schema: z.ZodType<T>, lu: unknown): T =>
  lireDemande(schema, lu, 'Choisissez un mois (AAAA-MM) et une antenne, puis recommencez.');

/** The right first, then the antenna: another one's month is not even looked for. */
const exiger = (req: FastifyRequest, droit: Droit, antenne?: Antenne): void => {
  const session = sessionDe(req);
  exigerDroit(session, droit);
  if (antenne && !antennesDe(session).includes(antenne)) throw new ErreurHttp('ANTENNE');
};

/** [CL-2] The store went away, or its disk is full: all of the closing was done, or nothing. The store's words may quote a document. */
const coupee = (req: FastifyRequest, e: unknown): never => {
  if (!estErreurMagasin(e)) throw e;
  req.log.error(causeDe(e), 'clôture coupée');
  throw new ErreurHttp(
    'COUPURE',
    'La clôture a été coupée avant la fin : le magasin s’est arrêté, ou son disque est plein. Le mois est clos en entier, ou il ne l’est pas : rechargez la page, elle le dit. S’il ne l’est pas, prévenez l’exploitant, puis recommencez.',
  );
};

/** Months that may wait to be computed; beyond, who asks is told to come back. */
const BILANS_EN_ATTENTE = 12;

const enLecture = ({ nom, lignes, contenu }: FichierExporte) => ({
  nom,
  lignes,
  empreinte: hacher(contenu),
});

/** [CL-1] The closing screen: each antenna sees its own month, and of the others that it is closed, or not. */
export const routesCloture = (app: App, c: Contexte): void => {
  const enFile = ouvrirFile();
  const demanderBilan = regrouper<Resultat<BilanCalcule>>(enFile, BILANS_EN_ATTENTE);
  /** The step at which each account's request is. */
  const etapes = new Map<string, string>();
  const suivi = async <T>(
    req: FastifyRequest,
    attendre: (progres: (texte: string) => void) => Promise<T>,
  ): Promise<T> => {
    const { identifiant } = sessionDe(req);
    etapes.set(identifiant, 'En attente d’un autre calcul…');
    try {
      return await attendre((texte) => etapes.set(identifiant, texte));
    } finally {
      etapes.delete(identifiant);
    }
  };
  const closeDe = async (antenne: Antenne, mois: Mois, sans: string): Promise<Cloture> => {
    const cloture = await lireCloture(c.magasin, antenne, mois);
    if (!cloture) throw new ErreurHttp('INTROUVABLE', `Ce mois n’est pas clos pour cette antenne : ${sans}.`);
    return cloture;
  };
  const figeDe = async (antenne: Antenne, mois: Mois): Promise<Resultat<FichierExporte[]>> =>
    fichiersClos(c.magasin, await closeDe(antenne, mois, 'il n’a pas encore de fichiers'));

  app.get('/api/cloture', async (req): Promise<EtatCloture[]> => {
    exiger(req, 'lireAntenne');
    const { mois } = lire(moisSeul, req.query);
    const siennes = antennesDe(sessionDe(req));
    const noms = await lireAuteurs(c.magasin, sessionDe(req));
    const duMois = await antennesAClore(c.magasin, mois);
    const parametresAu = lecteurParametres(await lireParametres(c.magasin));
    const etats: EtatCloture[] = [];
    for (const antenne of codesAntennes()) {
      const k = await lireCloture(c.magasin, antenne, mois);
      if (!k && !duMois.includes(antenne)) continue;
      const commun = k && { numero: k.numero, instant: k.instant, ...(k.purgee ? { purgee: k.purgee } : {}) };
      const details = k &&
        siennes.includes(antenne) && {
          auteur: noms[k.auteur] ?? k.auteur,
          ...(k.motif ? { motif: k.motif } : {}),
          incompletes: k.incompletes,
          ...(k.sansVisite === undefined ? {} : { sansVisite: k.sansVisite }),
          visites: k.nombreVisites,
          complements: k.complements?.usagers ?? 0,
        };
      etats.push({
        antenne,
        ...(commun ? { close: { ...commun, ...details } } : { echeance: echeanceDe(mois, antenne, parametresAu) }),
      });
    }
    return etats;
  });

  app.get('/api/cloture/etape', async (req): Promise<{ etape: string | null }> => {
    exiger(req, 'lireAntenne');
    return { etape: etapes.get(sessionDe(req).identifiant) ?? null };
  });

  app.get('/api/cloture/bilan', async (req): Promise<BilanCloture> => {
    exiger(req, 'lireAntenne');
    const { antenne, mois } = lire(moisDAntenne, req.query);
    exiger(req, 'lireAntenne', antenne);
    const noms = await lireAuteurs(c.magasin, sessionDe(req));
    const postes = await lirePostesEnRetard(c.magasin, antenne, c.horloge(), (id) => noms[id] ?? id);
    const bilan = await suivi(req, async (dire) => {
      const reponse = demanderBilan(
        `${antenne} ${mois}`,
        (progres) => {
          progres('Lecture des visites du mois…');
          return dresserBilan({ ...c, progres }, { antenne, mois });
        },
        dire,
      );
      if (!reponse)
        throw new ErreurHttp({
          code: 'CALCULS_EN_ATTENTE',
          message: 'Trop de mois attendent d’être calculés : réessayez dans une minute.',
        });
      return reponse;
    });
    return { ...valeurDe(bilan), postes };
  });

  app.post('/api/cloture', async (req): Promise<EtatCloture> => {
    exiger(req, 'cloturer');
    const { antenne, mois, confirmation, motif } = lire(demandeClotureSchema, req.body);
    exiger(req, 'cloturer', antenne);
    if (lireMoisEcrit(confirmation) !== mois)
      throw new ErreurHttp({
        code: 'CONFIRMATION',
        message: `Écrivez « ${moisEnMots(mois)} » pour confirmer la clôture : rien n’est clos.`,
      });
    const ports = { magasin: c.magasin, horloge: c.horloge, rattraper: c.rattraper };
    const commande = {
      mois,
      antennes: [antenne],
      motif,
      auteur: sessionDe(req).identifiant,
      ou: 'dans la case « Motif »',
    };
    const issue = await suivi(req, (progres) => enFile(() => cloturer({ ...ports, progres }, commande))).catch((e) =>
      coupee(req, e),
    );
    const [k] = valeurDe(issue).closes;
    if (!k) throw new ErreurHttp('INTERNE');
    return {
      antenne,
      close: {
        numero: k.numero,
        instant: k.instant,
        auteur: sessionDe(req).nom,
        incompletes: k.incompletes,
        ...(k.sansVisite === undefined ? {} : { sansVisite: k.sansVisite }),
        visites: k.nombreVisites,
        complements: k.complements?.usagers ?? 0,
      },
    };
  });

  // As the balance that they follow: who read the provisional ones reads those that were frozen.
  app.get('/api/cloture/chiffres', async (req): Promise<ChiffresCloture> => {
    exiger(req, 'lireAntenne');
    const { antenne, mois } = lire(moisDAntenne, req.query);
    exiger(req, 'lireAntenne', antenne);
    const cloture = await closeDe(antenne, mois, 'ses chiffres sont encore provisoires');
    return valeurDe(await enFile(() => chiffresClos(c.magasin, cloture)));
  });

  app.get('/api/cloture/fichiers', async (req) => {
    exiger(req, 'cloturer');
    const { antenne, mois } = lire(moisDAntenne, req.query);
    exiger(req, 'cloturer', antenne);
    return valeurDe(await figeDe(antenne, mois)).map(enLecture);
  });

  app.get('/api/cloture/fichier', async (req, reply) => {
    exiger(req, 'cloturer');
    const { antenne, mois, nom } = lire(moisDAntenne.extend({ nom: z.string().max(80) }), req.query);
    exiger(req, 'cloturer', antenne);
    const fichiers = await compterPourDeBon(c, 'Le fichier n’a pas été donné.', () => figeDe(antenne, mois));
    const fichier = valeurDe(fichiers).find((f) => f.nom === nom);
    if (!fichier) throw new ErreurHttp('INTROUVABLE', 'Ce fichier n’est pas de cette clôture : revenez à la liste.');
    await tracer(c.magasin, {
      instant: c.horloge(),
      auteur: sessionDe(req).identifiant,
      ...ENTREES.EXPORT.ecrire.fichier(fichier),
    });
    return (
      reply
        // A layout may have another encoding: what is in it says nothing of it.
        .type(typeof fichier.contenu === 'string' ? 'text/csv; charset=utf-8' : 'application/octet-stream')
        .header('content-disposition', `attachment; filename="${fichier.nom}"`)
        .send(typeof fichier.contenu === 'string' ? fichier.contenu : Buffer.from(fichier.contenu))
    );
  });
};
