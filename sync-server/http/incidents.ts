import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Session } from '#shared/contrats/compte';
import {
  type CompteIncidents,
  demandeGesteSchema,
  demandeSignalementSchema,
  type IncidentsLus,
  type IncidentVu,
} from '#shared/contrats/incident';
import type { Droit } from '#shared/droits/droits';
import { tracer } from '../adapters/depot/audit';
import { agir, signaler } from '../use-cases/incidents/agir';
import { compterIncidents } from '../use-cases/incidents/compter';
import { lireEcranIncidents } from '../use-cases/incidents/lire';
import { TYPES } from '../use-cases/prefacturation/fichier';
import { type App, type Contexte, sessionDe } from './contexte';
import { ErreurHttp, exigerDroit, valeurDe } from './reponses';

const exiger = (req: FastifyRequest, droit: Droit): Session => {
  const s = sessionDe(req);
  exigerDroit(s, droit);
  return s;
};

/** Incidents shared by those who use the service and those who run it; each sees those of its antennas, and its own. */
export const routesIncidents = (app: App, c: Contexte): void => {
  app.get(
    '/api/incidents',
    async (req): Promise<IncidentsLus> => lireEcranIncidents(c.magasin, exiger(req, 'lireIncidents'), c.horloge()),
  );

  app.get(
    '/api/incidents/compte',
    async (req): Promise<CompteIncidents> => compterIncidents(c.magasin, exiger(req, 'lireIncidents'), c.horloge()),
  );

  app.get('/api/incidents/fichier', async (req, reply) => {
    const s = exiger(req, 'lireIncidents');
    const lu = z.object({ format: z.enum(['csv', 'xlsx']) }).safeParse(req.query);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Choisissez un format : « csv » ou « xlsx ».');
    const maintenant = c.horloge();
    const { incidents, noms } = await lireEcranIncidents(c.magasin, s, maintenant);
    const { exporterIncidents } = await import('../use-cases/incidents/exporter');
    const fichier = exporterIncidents(incidents, { noms, maintenant, extension: lu.data.format });
    await tracer(c.magasin, { instant: maintenant, auteur: s.identifiant, action: 'EXPORT', objet: fichier.nom });
    return reply
      .type(TYPES[lu.data.format])
      .header('content-disposition', `attachment; filename="${fichier.nom}"`)
      .send(fichier.ouvrir());
  });

  app.post('/api/incidents', { bodyLimit: 20_000 }, async (req): Promise<{ cle: string }> => {
    const s = exiger(req, 'signalerEnLigne');
    const lu = demandeSignalementSchema.safeParse(req.body);
    if (!lu.success) throw new ErreurHttp('DEMANDE', 'Dites ce qui se passe, en 4 000 caractères au plus.');
    return signaler(c, s, lu.data);
  });

  app.post('/api/incidents/gestes', { bodyLimit: 20_000 }, async (req): Promise<IncidentVu> => {
    const s = exiger(req, 'lireIncidents');
    const lu = demandeGesteSchema.safeParse(req.body);
    if (!lu.success)
      throw new ErreurHttp('DEMANDE', 'Demande mal formée. Rechargez la liste des incidents, puis recommencez.');
    return valeurDe(await agir(c, s, lu.data));
  });
};
