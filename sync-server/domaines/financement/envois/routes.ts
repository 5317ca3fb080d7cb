import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type BilanEnvoi,
  demandeEnvoiSchema,
  demandePreparationSchema,
  demandeRenvoiSchema,
  type PageEnvois,
} from '#shared/contrats/financement/envoi';
import { aLeDroit } from '#shared/droits/droits';
import { lireMoisEcrit, moisEnMots } from '#shared/mots/dates';
import { moisSchema } from '#shared/temps/types';
import { type App, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, valeurDe } from '../../../socle/http/reponses';
import { causeDe } from '../../../store/causes';
import { estErreurMagasin } from '../../../store/erreurs';
import { envoyer, renvoyer } from './envoyer';
import { listerEnvois } from './lister';
import type { PortsEnvois } from './ports';
import { preparer } from './preparer';

/** Where this server exchanges nothing: a test, or another use of it. */
export const portsDe = (p: PortsEnvois | undefined): PortsEnvois => {
  if (p) return p;
  throw new ErreurHttp({
    code: 'ENVOIS_ABSENTS',
    message: 'Ce serveur n’envoie ni ne reçoit de fichiers : adressez-vous au service technique.',
  });
};

/** [CL-6] The store went away in the middle: each file has left whole, or has not; what was asked for is tried again by itself. */
const suivre = async <T>(req: FastifyRequest, faire: Promise<T>): Promise<T> => {
  try {
    return await faire;
  } catch (e) {
    if (!estErreurMagasin(e)) throw e;
    req.log.error(causeDe(e), 'envoi coupé');
    throw new ErreurHttp(
      'COUPURE',
      'L’envoi a été coupé : les données du service ont cessé de répondre. Chaque fichier est parti en entier, ou n’est pas parti. Rechargez la page dans quelques minutes : elle dit lesquels ; ceux dont l’envoi était demandé repartent tout seuls, une fois. S’il en reste qui ne sont pas demandés, recommencez.',
    );
  }
};

/** The month's sendings: made, sent and sent again by the central service; their states alone for the technicians. */
export const routesEnvois = (app: App, envois: PortsEnvois | undefined): void => {
  app.get('/api/envois', async (req): Promise<PageEnvois> => {
    const s = sessionDe(req);
    exigerDroit(s, 'lireEnvois');
    const lu = z.object({ mois: moisSchema }).safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Donnez un mois, « mois », sous la forme AAAA-MM.');
    const peutEnvoyer = aLeDroit(s, 'envoyerDases');
    return listerEnvois(portsDe(envois), lu.data.mois, { complet: peutEnvoyer, peutEnvoyer });
  });

  app.post('/api/envois/preparation', { bodyLimit: 1_000 }, async (req): Promise<{ fichiers: number }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'envoyerDases');
    const lu = demandePreparationSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    const prepares = valeurDe(await preparer(portsDe(envois), { ...lu.data, auteur: s.identifiant }));
    return { fichiers: prepares.length };
  });

  app.post('/api/envois', { bodyLimit: 1_000 }, async (req): Promise<{ fichiers: BilanEnvoi[] }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'envoyerDases');
    const lu = demandeEnvoiSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    const { confirmation, ...demande } = lu.data;
    if (lireMoisEcrit(confirmation) !== demande.mois)
      throw new ErreurHttp({
        code: 'CONFIRMATION',
        message: `Écrivez « ${moisEnMots(demande.mois)} » pour confirmer l’envoi : rien n’est parti.`,
      });
    return { fichiers: valeurDe(await suivre(req, envoyer(portsDe(envois), { ...demande, auteur: s.identifiant }))) };
  });

  app.post('/api/envois/renvoi', { bodyLimit: 1_000 }, async (req): Promise<{ fichiers: BilanEnvoi[] }> => {
    const s = sessionDe(req);
    exigerDroit(s, 'envoyerDases');
    const lu = demandeRenvoiSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE');
    return {
      fichiers: [valeurDe(await suivre(req, renvoyer(portsDe(envois), { ...lu.data, auteur: s.identifiant })))],
    };
  });
};
