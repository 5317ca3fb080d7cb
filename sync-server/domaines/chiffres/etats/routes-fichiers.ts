import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  nouvelleSelectionSchema,
  type SelectionsMontrees,
  saisieSelectionSchema,
} from '#shared/contrats/chiffres/selection-etat';
import type { Resultat } from '#shared/contrats/commun';
import { antenneConnueSchema } from '#shared/domain/antenne/registre';
import type { DemandeEtat } from '#shared/etats/contrat';
import { dernierJour, premierJour } from '#shared/temps/paris';
import { moisSchema } from '#shared/temps/types';
import { TYPES } from '../../../adapters/classeur/fichier';
import type { EnFile } from '../../../socle/file-calculs';
import { type App, type Contexte, sessionDe } from '../../../socle/http/contexte';
import { ErreurHttp, exigerDroit, lireDemandeNommee, valeurDe } from '../../../socle/http/reponses';
import { type Ecrite, ENTREES, tracer, usagersDuTableau } from '../../audit';
import { calculerEtat, calculerPlannings } from './calculer';
import { sortirPourDeBon } from './pour-de-bon';
import { envoyerMaintenant } from './programmer';
import { antennesAutorisees, demandeAutorisee, exigerEtats } from './routes';
import { garderSelection, listerSelections, supprimerSelection } from './selections';

const formatSchema = z.object({ format: z.enum(['xlsx', 'csv', 'pdf']) });
const lotSchema = z.object({
  mois: moisSchema,
  antenne: z.union([antenneConnueSchema, z.literal('TOUTES')]),
  financeur: z
    .string()
    .regex(/^[\w.-]{1,20}$/)
    .optional(),
});
type ParId = { Params: { id: string } };

const exigerGarde = (req: FastifyRequest): void => {
  exigerDroit(sessionDe(req), 'garderEtats');
};

/**
 * States as files, the month's proofs for the funders, and what each account keeps and has mailed. What writes workbooks and PDFs is
 * loaded at the first file: the server starts without it.
 */
export const routesEtatsFichiers = (app: App, c: Contexte, enFile: EnFile): void => {
  const pourDeBon = <T>(
    periode: Pick<DemandeEtat, 'du' | 'au' | 'antenne'>,
    lire: () => Promise<Resultat<T>>,
  ): Promise<Resultat<T>> => enFile(() => sortirPourDeBon(c, periode, 'Rien n’a été donné.', lire));
  const calculer = (demande: DemandeEtat) => pourDeBon(demande, () => calculerEtat(c.magasin, demande, c.horloge));
  const tracerExport = (req: FastifyRequest, pris: Ecrite<'EXPORT'>): Promise<void> =>
    tracer(c.magasin, { instant: c.horloge(), auteur: sessionDe(req).identifiant, ...pris });

  app.get('/api/etats/:id/fichier', async (req, reply) => {
    const demande = demandeAutorisee(req);
    const { format } = lireDemandeNommee(formatSchema, req.query, 'Choisissez XLSX, CSV ou PDF, puis recommencez.');
    const t = valeurDe(await calculer(demande));
    const { fichierEtat } = await import('./fichiers');
    const fichier = valeurDe(fichierEtat(t, format, c.horloge()));
    await tracerExport(req, ENTREES.EXPORT.ecrire.fichier(fichier, usagersDuTableau(t)));
    return reply
      .type(TYPES[format])
      .header('content-disposition', `attachment; filename="${fichier.nom}"`)
      .send(fichier.ouvrir());
  });

  app.get('/api/etats/:id/plannings', async (req, reply) => {
    const demande = demandeAutorisee(req);
    const lot = valeurDe(await pourDeBon(demande, () => calculerPlannings(c.magasin, demande, c.horloge)));
    const { fichierPlannings } = await import('./plannings');
    const fichier = fichierPlannings(lot, c.horloge());
    const usagers = new Set(lot.pages.flatMap((p) => [...usagersDuTableau(p.tableau)]));
    const pris = { nom: fichier.nom, nombre: lot.pages.length, unite: 'page' } as const;
    await tracerExport(req, ENTREES.EXPORT.ecrire.lot(pris, usagers));
    return reply
      .type(TYPES.pdf)
      .header('content-disposition', `attachment; filename="${fichier.nom}"`)
      .send(fichier.ouvrir());
  });

  app.get('/api/etats/justificatifs', async (req, reply) => {
    exigerEtats(req);
    const { mois, antenne, financeur } = lireDemandeNommee(
      lotSchema,
      req.query,
      'Choisissez un mois (AAAA-MM) et une antenne, puis recommencez.',
    );
    const antennes = antennesAutorisees(req, antenne);
    const { preparerJustificatifs } = await import('./justificatifs');
    const ports = { magasin: c.magasin, horloge: c.horloge };
    const periode = { du: premierJour(mois), au: dernierJour(mois), antenne };
    const lot = valeurDe(await pourDeBon(periode, () => preparerJustificatifs(ports, { antennes, mois, financeur })));
    const pris = { nom: lot.nom, nombre: lot.documents, unite: 'document' } as const;
    await tracerExport(req, ENTREES.EXPORT.ecrire.lot(pris, lot.usagers));
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${lot.nom}"`)
      .send(lot.ouvrir());
  });

  app.get('/api/etats/selections', async (req): Promise<SelectionsMontrees> => {
    exigerGarde(req);
    return listerSelections(c.magasin, sessionDe(req).identifiant);
  });

  const A_DONNER = 'Donnez un nom, un état et une période, puis recommencez.';

  app.post('/api/etats/selections', { bodyLimit: 4_000 }, async (req): Promise<{ id: string }> => {
    exigerGarde(req);
    const { id, ...saisie } = lireDemandeNommee(nouvelleSelectionSchema, req.body, A_DONNER);
    return valeurDe(await garderSelection(c, sessionDe(req), saisie, { id, nouvelle: true }));
  });

  app.put<ParId>('/api/etats/selections/:id', { bodyLimit: 4_000 }, async (req): Promise<{ id: string }> => {
    exigerGarde(req);
    const saisie = lireDemandeNommee(saisieSelectionSchema, req.body, A_DONNER);
    return valeurDe(await garderSelection(c, sessionDe(req), saisie, { id: req.params.id, nouvelle: false }));
  });

  app.delete<ParId>('/api/etats/selections/:id', async (req): Promise<{ id: string }> => {
    exigerGarde(req);
    return valeurDe(await supprimerSelection(c.magasin, sessionDe(req).identifiant, req.params.id));
  });

  app.post<ParId>('/api/etats/selections/:id/envoi', { bodyLimit: 1_000 }, async (req): Promise<{ id: string }> => {
    exigerGarde(req);
    const { courrier, magasin, horloge, extranet } = c;
    if (!courrier)
      throw new ErreurHttp({
        code: 'COURRIEL_NON_REGLE',
        message: 'Ce serveur n’envoie pas de courriel : adressez-vous au service technique.',
      });
    const ports = { magasin, horloge, courrier, extranet, calculer };
    return valeurDe(await envoyerMaintenant(ports, sessionDe(req).identifiant, req.params.id));
  });
};
