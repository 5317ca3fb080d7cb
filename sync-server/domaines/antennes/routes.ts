import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  type AntenneLue,
  type AntenneStockee,
  annulationFermetureSchema,
  type antenneFermeeSchema,
  creationAntenneSchema,
  fermetureAntenneSchema,
  modificationAntenneSchema,
} from '#shared/contrats/exploitation/antenne';
import { type App, type Contexte, sessionDe } from '../../socle/http/contexte';
import { exigerDroit, lireDemande, valeurDe } from '../../socle/http/reponses';
import { type Acte, annulerFermeture, creerAntenne, fermerAntenne, listerAntennes, renommerAntenne } from './antennes';

const montrer = ({ _id, type, ...a }: AntenneStockee): AntenneLue => a;

/** The antennas of the service: read, created, renamed, closed by an administrator, who may change her mind until that day. */
export const routesAntennes = (app: App, c: Contexte): void => {
  const acteDe = (req: FastifyRequest): Acte => {
    const s = sessionDe(req);
    exigerDroit(s, 'ecrireParametres');
    return { magasin: c.magasin, horloge: c.horloge, auteur: s.identifiant };
  };
  const codeDe = (req: FastifyRequest): string => (req.params as { code: string }).code;

  app.get('/api/antennes', async (req): Promise<{ antennes: AntenneLue[] }> => {
    exigerDroit(sessionDe(req), 'lireParametres');
    return { antennes: (await listerAntennes(c.magasin, c.horloge)).map(montrer) };
  });

  app.post('/api/antennes', { bodyLimit: 20_000 }, async (req): Promise<AntenneLue> => {
    const acte = acteDe(req);
    return montrer(valeurDe(await creerAntenne(acte, lireDemande(creationAntenneSchema, req.body))));
  });

  app.put('/api/antennes/:code', { bodyLimit: 20_000 }, async (req): Promise<AntenneLue> => {
    const acte = acteDe(req);
    const saisie = lireDemande(modificationAntenneSchema, req.body);
    return montrer(valeurDe(await renommerAntenne(acte, { ...saisie, code: codeDe(req) })));
  });

  app.post('/api/antennes/:code/fermeture', async (req): Promise<z.infer<typeof antenneFermeeSchema>> => {
    const acte = acteDe(req);
    const demande = lireDemande(fermetureAntenneSchema, req.body);
    const { comptes } = valeurDe(await fermerAntenne(acte, { ...demande, code: codeDe(req) }));
    return { comptes: comptes.map((x) => x.nom) };
  });

  app.delete('/api/antennes/:code/fermeture', async (req): Promise<AntenneLue> => {
    const acte = acteDe(req);
    const { prevue } = lireDemande(annulationFermetureSchema, req.query);
    return montrer(valeurDe(await annulerFermeture(acte, { code: codeDe(req), prevue })));
  });
};
